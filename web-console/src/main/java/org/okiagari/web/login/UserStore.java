package org.okiagari.web.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import org.okiagari.api.Home;
import org.okiagari.api.settings.SettingsFile;
import org.okiagari.api.users.Role;

/** The users of {@code conf/users} as Jakarta Security sees them: groups are the words of the roles. */
@ApplicationScoped
public class UserStore implements IdentityStore {
    private final Accounts accounts;

    /** Takes the users of the home that this process was told. */
    public UserStore() {
        Home home = Home.find();
        accounts = new Accounts(home.users(), SettingsFile.read(home.settings()).files());
    }

    /** Returns the accounts; public because a proxy stands before this bean. */
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof UsernamePasswordCredential)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        UsernamePasswordCredential login = (UsernamePasswordCredential) credential;
        return accounts.verify(login.getCaller(), login.getPasswordAsString())
                .map(user -> new CredentialValidationResult(user.name(), Role.words(user.roles())))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }
}
