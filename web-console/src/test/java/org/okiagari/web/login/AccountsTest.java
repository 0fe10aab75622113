package org.okiagari.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.files.SafeFiles;
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
        accounts = new Accounts(file, SafeFiles.ofThisProcess(false));
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

    /** All judges are busy with one source's tries: its fifth is refused at once, and another source's right one waits. */
    @Test
    @Timeout(60)
    void aFloodFromOneSourceNeitherFailsNorHoldsBackTheOthers() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        List<Thread> flood = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String wrong = "wrong " + i;
            Thread thread = new Thread(() -> accounts.verify("flood", "bob", wrong, () -> awaited(goOn)));
            thread.start();
            flood.add(thread);
        }
        while (accounts.waiting("flood") < 4) {
            Thread.onSpinWait();
        }

        assertThat(accounts.verify("flood", "bob", "secret", () -> true)).isEqualTo(Verdict.NOT_LOOKED_AT);
        List<Verdict> other = new CopyOnWriteArrayList<>();
        Thread honest = new Thread(() -> other.add(accounts.verify("honest", "bob", "secret", () -> true)));
        honest.start();
        goOn.countDown();
        honest.join();
        for (Thread thread : flood) {
            thread.join();
        }

        assertThat(other).containsExactly(Verdict.RIGHT);
        assertThat(accounts.waiting("flood")).isZero();
        assertThat(accounts.verify("flood", "bob", "secret", () -> false)).isEqualTo(Verdict.NOT_LOOKED_AT);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** A script opens all its connections at once, before anybody knows that its password is right. */
    @Test
    void manyAtOnceWithOnePasswordAreJudgedOnce() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger judged = new AtomicInteger();
        List<Verdict> verdicts = new CopyOnWriteArrayList<>();
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            clients.add(new Thread(() -> verdicts.add(accounts.verify("one", "bob", "secret", () -> {
                judged.incrementAndGet();
                return awaited(goOn);
            }))));
        }
        clients.forEach(Thread::start);
        while (judged.get() == 0) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        for (Thread client : clients) {
            client.join();
        }

        assertThat(verdicts).hasSize(40).containsOnly(Verdict.RIGHT);
        assertThat(judged.get()).isLessThan(40);
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
    void whenTheFileCanBeReadAgainTheyAreLetInThoughItHasNotChanged() {
        AtomicBoolean isShort = new AtomicBoolean(true);
        AtomicLong nanos = new AtomicLong();
        Accounts sparing = new Accounts(
                file,
                () -> {
                    if (isShort.get()) {
                        throw new FileSystemException(file.toString(), null, "Too many open files");
                    }
                    return UsersFile.read(file, SafeFiles.ofThisProcess(false));
                },
                nanos::get);
        assertThat(sparing.find("bob")).isEmpty();

        isShort.set(false);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(sparing.find("bob")).isPresent();
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
