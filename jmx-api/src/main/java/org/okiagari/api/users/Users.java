package org.okiagari.api.users;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The content of the users file: the users, and what is wrong with the lines that name none.
 *
 * <p>One user a line: {@code name:hash:role,role}. {@code #} starts a comment line; empty lines are skipped. A wrong
 * line names nobody; the others hold.
 *
 * @param users in the order of the file, each name once
 * @param problems one sentence each, with the number of the line and never with a hash
 */
public record Users(List<User> users, List<String> problems) {
    private static final String HEAD =
            "# Users of Okiagari: name:hash:roles. padmin user changes it; delete the file for a new admin.\n";

    /** Copies both lists. */
    public Users {
        users = List.copyOf(users);
        problems = List.copyOf(problems);
    }

    /** Returns these users without a problem. */
    public static Users of(List<User> users) {
        return new Users(users, List.of());
    }

    /** Returns what {@code text} says. */
    public static Users parse(String text) {
        List<User> users = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        String[] lines = text.split("\\R", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                addUser(i + 1, line, users, problems);
            }
        }
        return new Users(users, problems);
    }

    /** Returns the user with this name. */
    public Optional<User> find(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    /** Returns the text that {@link #parse} reads. */
    public String text() {
        return users.stream().map(Users::line).collect(Collectors.joining("", HEAD, ""));
    }

    /**
     * Returns {@code text} with the line of this user in it: in the place of his old one, else at the end. All other lines
     * stay as they are; a second line of the same name goes.
     */
    public static String with(String text, User user) {
        return changed(text.isEmpty() ? HEAD : text, user.name(), line(user));
    }

    /** Returns {@code text} without the lines of this name. */
    public static String without(String text, String name) {
        return changed(text, name, "");
    }

    private static String changed(String text, String name, String line) {
        StringBuilder changed = new StringBuilder();
        String left = line;
        for (String one : text.split("(?<=\n)")) {
            String plain = one.strip();
            int colon = plain.indexOf(':');
            if (colon > 0
                    && !plain.startsWith("#")
                    && plain.substring(0, colon).strip().equals(name)) {
                changed.append(left);
                left = "";
            } else {
                changed.append(one);
            }
        }
        boolean isOpen = changed.length() > 0 && changed.charAt(changed.length() - 1) != '\n';
        return changed.append(isOpen && !left.isEmpty() ? "\n" : "")
                .append(left)
                .toString();
    }

    private static String line(User user) {
        String roles = user.roles().stream().sorted().map(Role::word).collect(Collectors.joining(","));
        return user.name() + ":" + user.password().text() + ":" + roles + "\n";
    }

    private static void addUser(int number, String line, List<User> users, List<String> problems) {
        String[] fields = line.split(":", -1);
        if (fields.length != 3) {
            problems.add("line " + number + ": a user is name:hash:roles, this line has " + fields.length + " fields");
            return;
        }
        String name = fields[0].strip();
        Optional<PasswordHash> hash = PasswordHash.parse(fields[1].strip());
        Set<Role> roles = roles(fields[2]);
        Optional<String> wrong = User.nameProblem(name);
        if (wrong.isPresent()) {
            problems.add("line " + number + ": " + wrong.get());
        } else if (hash.isEmpty()) {
            problems.add("line " + number + ": the hash of user " + name + " is none that Okiagari wrote");
        } else if (roles.isEmpty()) {
            problems.add("line " + number + ": the roles of user " + name + " are not of viewer, operator, admin");
        } else if (users.stream().anyMatch(user -> user.name().equals(name))) {
            problems.add("line " + number + ": user " + name + " stands twice, the first line holds");
        } else {
            users.add(new User(name, hash.get(), roles));
        }
    }

    /** Returns the roles, or none at all if one of the words is no role: a slip must not give less or more by chance. */
    private static Set<Role> roles(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toList())) {
            Optional<Role> role = Role.of(word);
            if (role.isEmpty()) {
                return Set.of();
            }
            roles.add(role.get());
        }
        return roles;
    }
}
