package org.okiagari.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Home;
import org.okiagari.api.json.JsonWriter;
import org.okiagari.api.users.PasswordHash;
import org.okiagari.api.users.Role;
import org.okiagari.api.users.User;
import org.okiagari.api.users.Users;
import org.okiagari.api.users.UsersFile;

/**
 * {@code padmin user}: changes {@code conf/users} of the home. A running server reads the file at the next request; none
 * need run.
 */
final class UserCommand {
    private final Home home;
    private final Terminal terminal;
    private final Passwords passwords;

    UserCommand(Home home, Terminal terminal, Passwords passwords) {
        this.home = home;
        this.terminal = terminal;
        this.passwords = passwords;
    }

    /** Does what {@code words} ask for: add, passwd, remove, list. */
    int run(List<String> words, String role, boolean json) {
        try {
            switch (words.get(0)) {
                case "list" -> list(json);
                case "remove" -> remove(words.get(1));
                case "passwd" -> passwd(words.get(1));
                default -> add(words.get(1), role);
            }
            return 0;
        } catch (AccessDeniedException e) {
            throw Failure.notAllowed("not allowed: " + e.getFile() + " is for root and the server's own user");
        } catch (NoSuchFileException e) {
            throw Failure.notThere(String.valueOf(e.getReason() == null ? e.getMessage() : e.getReason()));
        } catch (FileSystemException e) {
            throw Failure.refused(e.getFile() + ": " + e.getReason());
        } catch (IOException e) {
            throw Failure.refused(String.valueOf(e.getMessage()));
        }
    }

    private void add(String name, String role) throws IOException {
        User.nameProblem(name).ifPresent(problem -> {
            throw Failure.usage(problem);
        });
        Set<Role> roles = roles(role);
        refuseIf(find(name).isPresent(), "user " + name + " is there already: padmin user passwd " + name);
        User user = new User(name, hash(name), roles);
        UsersFile.change(home, text -> {
            refuseIf(Users.parse(text).find(name).isPresent(), "user " + name + " is there already");
            return Users.with(text, user);
        });
    }

    private void passwd(String name) throws IOException {
        User known = find(name).orElseThrow(() -> noSuch(name));
        PasswordHash hash = hash(name);
        UsersFile.change(home, text -> {
            User user = Users.parse(text).find(name).orElseThrow(() -> noSuch(name));
            return Users.with(text, new User(name, hash, user.roles()));
        });
        if (known.name().equals("admin")) {
            // It holds no password any more.
            Files.deleteIfExists(home.initialPassword());
        }
    }

    private void remove(String name) throws IOException {
        UsersFile.change(home, text -> {
            if (Users.parse(text).find(name).isEmpty()
                    && Users.without(text, name).equals(text)) {
                throw noSuch(name);
            }
            return Users.without(text, name);
        });
        if (name.equals("admin")) {
            Files.deleteIfExists(home.initialPassword());
        }
        if (read().users().stream().noneMatch(user -> user.roles().contains(Role.ADMIN))) {
            terminal.error("warning: no user with the role admin is left; commands on this host need none");
        }
    }

    private void list(boolean json) throws IOException {
        Users users = read();
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (User user : users.users()) {
            List<String> roles = user.roles().stream().sorted().map(Role::word).collect(Collectors.toList());
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("name", user.name());
            row.put("roles", roles);
            rows.add(row);
            if (!json) {
                terminal.println(Columns.left(user.name(), 16) + " " + String.join(",", roles));
            }
        }
        if (json) {
            terminal.println(JsonWriter.write(rows));
        }
        users.problems().forEach(problem -> terminal.error("warning: " + home.users() + ": " + problem));
    }

    private Optional<User> find(String name) throws IOException {
        return read().find(name);
    }

    /** A home without the file has nobody yet; one that may not be looked into is another matter. */
    private Users read() throws IOException {
        if (!Files.isDirectory(home.path())) {
            throw new NoSuchFileException(home.path().toString(), null, "the home " + home.path() + " does not exist");
        }
        if (Files.notExists(home.users())) {
            return Users.of(List.of());
        }
        if (!Files.isReadable(home.users())) {
            throw new AccessDeniedException(home.users().toString());
        }
        return UsersFile.read(home.users(), UsersFile.ruleOf(home));
    }

    private PasswordHash hash(String name) {
        char[] password = passwords.ask(name);
        try {
            return PasswordHash.of(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static Set<Role> roles(String text) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : text.split(",", -1)) {
            roles.add(Role.of(word.strip())
                    .orElseThrow(() -> Failure.usage("the roles are viewer, operator and admin, not " + word)));
        }
        return roles;
    }

    private static void refuseIf(boolean isWrong, String sentence) {
        if (isWrong) {
            throw Failure.refused(sentence);
        }
    }

    private static Failure noSuch(String name) {
        return Failure.refused("there is no user " + name);
    }
}
