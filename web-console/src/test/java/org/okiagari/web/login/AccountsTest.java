package org.okiagari.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.users.PasswordHash;
import org.okiagari.api.users.Role;
import org.okiagari.api.users.User;
import org.okiagari.api.users.Users;
import org.okiagari.api.users.UsersFile;

class AccountsTest {
    @TempDir
    Path directory;

    private Path file;
    private Accounts accounts;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("users");
        save("secret", Role.VIEWER);
        accounts = new Accounts(file);
    }

    @Test
    void onlyTheRightPasswordIsLetIn() {
        assertThat(accounts.verify("bob", "secret")).map(User::name).contains("bob");
        assertThat(accounts.verify("bob", "wrong")).isEmpty();
        assertThat(accounts.verify("nobody", "secret")).isEmpty();
        assertThat(accounts.verify("bob", "x".repeat(2000))).isEmpty();
    }

    @Test
    void remembersARightPasswordButNoWrongOne() {
        assertThat(accounts.isVerified("bob", "secret")).isFalse();
        accounts.verify("bob", "secret");
        accounts.verify("bob", "wrong");

        assertThat(accounts.isVerified("bob", "secret")).isTrue();
        assertThat(accounts.isVerified("bob", "wrong")).isFalse();
        assertThat(accounts.isVerified("eve", "secret")).isFalse();
    }

    @Test
    void aChangedPasswordIsForgottenAtOnce() throws IOException {
        accounts.verify("bob", "secret");

        save("other", Role.VIEWER);

        assertThat(accounts.isVerified("bob", "secret")).isFalse();
        assertThat(accounts.verify("bob", "secret")).isEmpty();
        assertThat(accounts.verify("bob", "other")).isPresent();
    }

    @Test
    void rolesFollowTheFile() throws IOException {
        accounts.find("bob");

        save("secret", Role.ADMIN);

        assertThat(accounts.find("bob").orElseThrow().roles()).containsExactly(Role.ADMIN);
    }

    @Test
    void aFileThatOthersMayReadLetsNobodyIn() throws IOException {
        accounts.verify("bob", "secret");

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(accounts.isVerified("bob", "secret")).isFalse();
        assertThat(accounts.verify("bob", "secret")).isEmpty();
        Files.delete(file);
        assertThat(accounts.verify("bob", "secret")).isEmpty();
    }

    @Test
    void aRememberedPasswordIsForgottenAfterAMinute() {
        VerifiedCache cache = new VerifiedCache();
        cache.add("bob", "secret", "hash", 0);

        assertThat(cache.contains("bob", "secret", "hash", 59_999_999_999L)).isTrue();
        assertThat(cache.contains("bob", "secret", "hash", 60_000_000_000L)).isFalse();
        assertThat(cache.contains("bob", "secret", "other", 1)).isFalse();
        assertThat(cache.contains("bo", "bsecret", "hash", 1)).isFalse();
    }

    private void save(String password, Role role) throws IOException {
        User bob = new User("bob", PasswordHash.of(password.toCharArray()), Set.of(role));
        UsersFile.write(file, Users.of(List.of(bob)));
    }
}
