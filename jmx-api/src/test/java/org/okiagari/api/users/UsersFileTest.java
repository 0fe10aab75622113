package org.okiagari.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.Home;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.check.Needs;

class UsersFileTest {
    @TempDir
    Path directory;

    @Test
    void theFirstUserIsAdminWithAPasswordThatIsKeptForTheOwnerOnly() throws IOException {
        Home home = new Home(directory.resolve("home"));

        assertThat(UsersFile.makeFirst(home)).isTrue();

        String password = Files.readString(home.initialPassword()).strip();
        User admin = UsersFile.read(home.users(), SafeFiles.ofThisProcess(false))
                .find("admin")
                .orElseThrow();
        assertThat(password).hasSize(24);
        assertThat(admin.password().matches(password.toCharArray())).isTrue();
        assertThat(admin.password().text()).startsWith("pbkdf2-sha256$600000$");
        assertThat(admin.roles()).containsExactlyInAnyOrder(Role.values());
        assertThat(permissions(home.users())).isEqualTo("rw-------");
        assertThat(permissions(home.initialPassword())).isEqualTo("rw-------");
        assertThat(permissions(home.run())).isEqualTo("rwx------");
    }

    @Test
    void usersThatAreThereAreLeftAlone() throws IOException {
        Home home = new Home(directory);
        Files.createDirectories(home.conf());
        Files.writeString(home.users(), "");

        assertThat(UsersFile.makeFirst(home)).isFalse();

        assertThat(home.users()).isEmptyFile();
        assertThat(home.initialPassword()).doesNotExist();
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("users"), "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> UsersFile.read(file, SafeFiles.ofThisProcess(false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void aFileInADirectoryThatOthersMayWriteIsRefusedUnlessThatIsAllowed() throws IOException {
        Home home = new Home(directory);
        Files.createDirectories(home.conf());
        User user = new User("a", PasswordHash.of("p".toCharArray(), 1000), Set.of(Role.VIEWER));
        UsersFile.write(home.users(), Users.of(List.of(user)));
        Files.setPosixFilePermissions(home.conf(), PosixFilePermissions.fromString("rwxr-xrwx"));

        assertThatThrownBy(() -> UsersFile.read(home.users(), SafeFiles.ofThisProcess(false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(home.conf() + ", above " + home.users() + ", is writable by others");
        assertThat(UsersFile.read(home.users(), SafeFiles.ofThisProcess(true)).users())
                .containsExactly(user);
    }

    @Test
    void rootKeepsTheUsersOfAServerThatRunsAsSomebodyElse() throws IOException {
        Needs.root();
        Home home = new Home(directory);
        Files.setAttribute(directory, "unix:uid", 4242);
        User user = new User("a", PasswordHash.of("p".toCharArray(), 1000), Set.of(Role.VIEWER));

        UsersFile.change(home, text -> Users.with(text, user));
        UsersFile.change(home, text -> Users.with(text, new User("b", user.password(), user.roles())));

        assertThat(Files.getAttribute(home.users(), "unix:uid")).isEqualTo(4242);
        assertThat(UsersFile.read(home.users(), UsersFile.ruleOf(home)).users()).hasSize(2);
        assertThatThrownBy(() -> UsersFile.read(home.users(), SafeFiles.ofThisProcess(false)))
                .hasMessageContaining("belongs to uid 4242");
    }

    @Test
    void writingReplacesTheWholeFileAndLeavesNothingBeside() throws IOException {
        Path file = directory.resolve("users");
        User user = new User("a", PasswordHash.of("p".toCharArray(), 1000), Set.of(Role.VIEWER));
        UsersFile.write(file, Users.of(List.of(user, new User("b", user.password(), Set.of(Role.ADMIN)))));

        UsersFile.write(file, Users.of(List.of(user)));

        assertThat(UsersFile.read(file, SafeFiles.ofThisProcess(false)).users()).containsExactly(user);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> UsersFile.read(directory.resolve("users"), SafeFiles.ofThisProcess(false)))
                .hasMessageContaining("users is missing");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
