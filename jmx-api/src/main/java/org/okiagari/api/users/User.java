package org.okiagari.api.users;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One user of console and API.
 *
 * @param name 1 to 64 letters, digits and {@code . _ @ -}
 * @param password the hash of the password
 * @param roles at least one
 */
public record User(String name, PasswordHash password, Set<Role> roles) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /** Copies the roles and refuses what the users file could not hold. */
    public User {
        roles = Set.copyOf(roles);
        nameProblem(name).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("A user needs a role: viewer, operator or admin");
        }
    }

    /** Returns why {@code name} cannot be a user's name, or empty if it can. */
    public static Optional<String> nameProblem(String name) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("A user name is 1 to 64 letters, digits and . _ @ -, and begins with a letter or digit");
    }
}
