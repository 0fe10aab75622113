package org.okiagari.api.users;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user may do; each role may also do what the roles before it may. */
public enum Role {
    /** Reads. */
    VIEWER("viewer"),
    /** Also reload, stop, start, dump. */
    OPERATOR("operator"),
    /** Also start of a new pfile, check, shutdown, test kill. */
    ADMIN("admin");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** Returns the role as the users file and the server write it. */
    public String word() {
        return word;
    }

    /** Returns the role with this word. */
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word.equals(word)).findFirst();
    }

    /** Returns true if this role may do what {@code needed} may. */
    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** Returns the words of all roles that {@code roles} cover, so that an admin is a viewer too. */
    public static Set<String> words(Set<Role> roles) {
        return EnumSet.allOf(Role.class).stream()
                .filter(needed -> roles.stream().anyMatch(role -> role.covers(needed)))
                .map(Role::word)
                .collect(Collectors.toUnmodifiableSet());
    }
}
