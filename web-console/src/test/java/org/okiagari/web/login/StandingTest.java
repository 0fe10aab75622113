package org.okiagari.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.users.PasswordHash;
import org.okiagari.api.users.Role;
import org.okiagari.api.users.User;

class StandingTest {
    private static final PasswordHash HASH = PasswordHash.of("secret".toCharArray());

    @TempDir
    Path directory;

    private Path file;
    private Accounts accounts;
    private long idleSeconds;
    private String inSession = "bob";
    private boolean isEnded;

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("users");
        save("bob", HASH, Role.OPERATOR);
        accounts = new Accounts(file, SafeFiles.ofThisProcess(false));
    }

    @Test
    void holdsForTheUserAndWhatTheRoleCovers() {
        assertThat(standing(null).holds(Role.VIEWER)).isTrue();
        assertThat(standing(session()).holds(Role.OPERATOR)).isTrue();
        assertThat(standing(session()).holds(Role.ADMIN)).isFalse();
    }

    @Test
    void endsWithTheSession() {
        Standing standing = standing(session());
        assertThat(standing.holds(Role.VIEWER)).isTrue();

        isEnded = true;

        assertThat(standing.holds(Role.VIEWER)).isFalse();
    }

    @Test
    void endsWhenTheSessionIsSomebodyElsesByNow() {
        inSession = "eve";

        assertThat(standing(session()).holds(Role.VIEWER)).isFalse();
    }

    @Test
    void endsWhenNobodyCameForTheTimeThatASessionMayBeIdleThoughItsRequestIsOpen() {
        idleSeconds = 899;
        assertThat(standing(session()).holds(Role.VIEWER)).isTrue();

        idleSeconds = 901;

        assertThat(standing(session()).holds(Role.VIEWER)).isFalse();
    }

    @Test
    void endsWithTheUserThePasswordAndTheRole() throws IOException {
        Standing standing = standing(null);
        save("bob", HASH, Role.VIEWER);
        assertThat(standing.holds(Role.OPERATOR)).isFalse();
        assertThat(standing.holds(Role.VIEWER)).isTrue();

        save("bob", PasswordHash.of("another".toCharArray()), Role.VIEWER);
        assertThat(standing.holds(Role.VIEWER)).isFalse();

        save("eve", HASH, Role.VIEWER);
        assertThat(standing.holds(Role.VIEWER)).isFalse();
    }

    private Standing standing(@Nullable HttpSession session) {
        return new Standing(accounts, new User("bob", HASH, Set.of(Role.OPERATOR)), session);
    }

    private HttpSession session() {
        return (HttpSession) Proxy.newProxyInstance(
                HttpSession.class.getClassLoader(), new Class<?>[] {HttpSession.class}, (proxy, method, arguments) -> {
                    if (isEnded) {
                        throw new IllegalStateException("invalid");
                    }
                    return switch (method.getName()) {
                        case "getLastAccessedTime" ->
                            System.currentTimeMillis() - TimeUnit.SECONDS.toMillis(idleSeconds);
                        case "getMaxInactiveInterval" -> 900;
                        case "getAttribute" -> inSession;
                        default -> throw new AssertionError(method);
                    };
                });
    }

    private void save(String name, PasswordHash hash, Role role) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, name + ":" + hash.text() + ":" + role.word() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
