package org.okiagari.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.Home;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.users.Role;
import org.okiagari.api.users.User;
import org.okiagari.api.users.UsersFile;

class UserCommandTest {
    @TempDir
    Path directory;

    private Home home;
    private Console console;

    @BeforeEach
    void makeHome() throws IOException {
        home = new Home(Files.createDirectory(directory.resolve("home")));
        console = new Console(home);
    }

    @Test
    void addsChangesListsAndRemovesAUser() throws IOException {
        assertThat(user("correct horse\n", "operator", "add", "ops")).isZero();
        User ops = UsersFile.read(home.users(), SafeFiles.ofThisProcess(false))
                .find("ops")
                .orElseThrow();
        assertThat(ops.roles()).isEqualTo(Set.of(Role.OPERATOR));
        assertThat(ops.password().text()).startsWith("pbkdf2-sha256$600000$");
        assertThat(ops.password().matches("correct horse".toCharArray())).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.users())))
                .isEqualTo("rw-------");

        assertThat(user("another pass\r\nrest", "", "passwd", "ops")).isZero();
        User changed = UsersFile.read(home.users(), SafeFiles.ofThisProcess(false))
                .find("ops")
                .orElseThrow();
        assertThat(changed.password().matches("another pass".toCharArray())).isTrue();
        assertThat(changed.roles()).isEqualTo(ops.roles());

        assertThat(console.padmin("user", "list")).isZero();
        assertThat(console.out()).isEqualTo("ops              operator\n");
        assertThat(console.padmin("user", "list", "--json")).isZero();
        assertThat(console.out()).isEqualTo("[{\"name\":\"ops\",\"roles\":[\"operator\"]}]\n");

        assertThat(console.padmin("user", "remove", "ops")).isZero();
        assertThat(console.err()).contains("no user with the role admin is left");
        assertThat(UsersFile.read(home.users(), SafeFiles.ofThisProcess(false)).users())
                .isEmpty();
    }

    @Test
    void linesOfOthersStayAsTheyAre() throws IOException {
        user("correct horse", "viewer", "add", "ops");
        String first = Files.readString(home.users());
        Files.writeString(home.users(), "# mine\n" + first + "a wrong line\n\n# end");

        user("correct horse", "admin", "add", "admin2");
        assertThat(Files.readString(home.users()))
                .startsWith("# mine\n" + first + "a wrong line\n\n# end\nadmin2:pbkdf2-sha256$");

        console.padmin("user", "remove", "admin2");
        assertThat(Files.readString(home.users())).isEqualTo("# mine\n" + first + "a wrong line\n\n# end\n");
    }

    @Test
    void theFirstPasswordOfTheAdminGoesWhenItIsChanged() throws IOException {
        UsersFile.makeFirst(home);

        user("correct horse", "", "passwd", "admin");

        assertThat(home.initialPassword()).doesNotExist();
        assertThat(UsersFile.read(home.users(), SafeFiles.ofThisProcess(false))
                        .find("admin")
                        .orElseThrow()
                        .roles())
                .containsExactlyInAnyOrder(Role.values());
    }

    @Test
    void refusesWithOneSentence() throws IOException {
        user("correct horse", "viewer", "add", "ops");

        assertFailure(3, "ops is there already", () -> user("correct horse", "viewer", "add", "ops"));
        assertFailure(3, "there is no user nobody", () -> user("correct horse", "", "passwd", "nobody"));
        assertFailure(1, "8 to 1024 characters", () -> user("short\n", "viewer", "add", "b"));
        assertFailure(1, "8 to 1024 characters", () -> user("", "viewer", "add", "b"));
        assertFailure(1, "not the user's name", () -> user("superuser\n", "viewer", "add", "superuser"));
        assertFailure(1, "viewer, operator and admin", () -> user("correct horse", "root", "add", "b"));
        assertFailure(1, "A user name is", () -> user("correct horse", "viewer", "add", "a:b"));
        assertThat(console.padmin("user", "remove", "nobody")).isEqualTo(3);
        assertThat(console.err()).isEqualTo("padmin: there is no user nobody\n");
        Files.setPosixFilePermissions(home.users(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(console.padmin("user", "list")).isEqualTo(3);
        assertThat(console.err()).contains("chmod 600 " + home.users());
        assertThat(new Console(new Home(directory.resolve("none"))).padmin("user", "list"))
                .isEqualTo(2);
    }

    @Test
    void twoAtOnceLoseNothing() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            String name = "user" + i;
            Thread thread = new Thread(() -> command("correct horse").run(List.of("add", name), "viewer", false));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(UsersFile.read(home.users(), SafeFiles.ofThisProcess(false)).users())
                .hasSize(6);
    }

    private static void assertFailure(int code, String text, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(code);
            assertThat(failure.lines()).singleElement().asString().contains(text);
        });
    }

    private int user(String input, String role, String... words) {
        return command(input).run(List.of(words), role, false);
    }

    private UserCommand command(String input) {
        ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return new UserCommand(home, console.terminal("padmin"), new Passwords(in, null));
    }
}
