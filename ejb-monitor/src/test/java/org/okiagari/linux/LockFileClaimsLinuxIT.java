package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.files.ServerUser;
import org.okiagari.pcheck.Claims.Answer;

class LockFileClaimsLinuxIT {
    private static final Path A = Path.of("/conf/a");
    private static final Path B = Path.of("/conf/b");
    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    Path temp;

    private final List<Process> others = new ArrayList<>();

    private LockFileClaims claims() {
        return new LockFileClaims(temp.resolve("locks"), Path.of("/home"));
    }

    /** Another server: claims, says what came of it, and holds it until its standard input ends. */
    static final class OtherServer {
        private OtherServer() {}

        public static void main(String[] args) throws IOException {
            LockFileClaims claims = new LockFileClaims(Path.of(args[0]), Path.of("/other"));
            Answer answer = claims.claim(Long.parseLong(args[1]), Path.of(args[2]));
            System.out.println(answer instanceof Answer.Claim ? "claimed" : answer.toString());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Held until the test ends it.
            }
        }
    }

    private String otherServerClaims(long key, Path pfile) throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:-UsePerfData", // no word of the JVM's own where its answer is read
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherServer.class.getName(),
                        temp.resolve("locks").toString(),
                        Long.toString(key),
                        pfile.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        others.add(other);
        BufferedReader said = other.inputReader(StandardCharsets.UTF_8);
        return String.valueOf(said.readLine());
    }

    private Process lastOther() {
        return others.get(others.size() - 1);
    }

    @AfterEach
    void endOthers() throws InterruptedException {
        for (Process other : others) {
            other.destroyForcibly();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aSecondClaimInThisServerIsToldWhoHoldsTheKeyOrTheFile() {
        try (Answer.Claim first = (Answer.Claim) claims().claim(1, A)) {
            assertThat(first).isNotNull();
            assertThat(claims().claim(1, B)).isEqualTo(new Answer.Held(true, "pid " + PID + ", pfile /conf/a"));
            assertThat(claims().claim(2, A)).isEqualTo(new Answer.Held(false, "pid " + PID + ", pfile /conf/a"));
        }
    }

    @Test
    void whatWasRefusedLeavesNothingClaimed() {
        try (Answer.Claim first = (Answer.Claim) claims().claim(1, A)) {
            assertThat(first).isNotNull();
            assertThat(claims().claim(2, A)).isInstanceOf(Answer.Held.class);

            Answer second = claims().claim(2, B);

            assertThat(second).isInstanceOf(Answer.Claim.class);
            ((Answer.Claim) second).close();
        }
    }

    @Test
    void aClosedClaimIsFreeAndClosingTwiceIsHarmless() {
        Answer.Claim first = (Answer.Claim) claims().claim(1, A);
        first.close();
        Answer.Claim second = (Answer.Claim) claims().claim(1, A);
        first.close();

        assertThat(claims().claim(1, A)).isInstanceOf(Answer.Held.class);
        second.close();
    }

    @Test
    void anotherProcessIsToldWhoHoldsItAndMayHaveItAfterwards() throws IOException {
        Answer.Claim first = (Answer.Claim) claims().claim(0xffffffffL, A);

        assertThat(otherServerClaims(0xffffffffL, B))
                .isEqualTo("Held[isKey=true, holder=pid " + PID + ", pfile /conf/a]");
        assertThat(otherServerClaims(7, A)).isEqualTo("Held[isKey=false, holder=pid " + PID + ", pfile /conf/a]");

        first.close();
        assertThat(otherServerClaims(0xffffffffL, A)).isEqualTo("claimed");
        assertThat(claims().claim(0xffffffffL, B))
                .isEqualTo(new Answer.Held(true, "pid " + lastOther().pid() + ", pfile /conf/a"));
    }

    @Test
    void aKilledProcessHoldsNothing() throws Exception {
        assertThat(otherServerClaims(3, A)).isEqualTo("claimed");
        assertThat(claims().claim(3, A)).isInstanceOf(Answer.Held.class);

        lastOther().destroyForcibly();
        assertThat(lastOther().waitFor(10, TimeUnit.SECONDS)).isTrue();

        try (Answer.Claim claim = (Answer.Claim) claims().claim(3, A)) {
            assertThat(claim).isNotNull();
        }
    }

    @Test
    void aRefusalHereDoesNotFreeTheLockForOtherProcesses() throws IOException {
        try (Answer.Claim first = (Answer.Claim) claims().claim(4, A)) {
            assertThat(first).isNotNull();
            assertThat(claims().claim(4, A)).isInstanceOf(Answer.Held.class);

            assertThat(otherServerClaims(4, A)).startsWith("Held");
        }
    }

    @Test
    void aRefusalHereLeavesNoDescriptorOpen() throws IOException {
        try (Answer.Claim first = (Answer.Claim) claims().claim(6, A)) {
            assertThat(first).isNotNull();
            assertThat(claims().claim(6, A)).isInstanceOf(Answer.Held.class);
            long before = lockFilesOpen();

            assertThat(claims().claim(6, A)).isInstanceOf(Answer.Held.class);
            assertThat(claims().claim(7, A)).isInstanceOf(Answer.Held.class);

            assertThat(before).isEqualTo(2);
            assertThat(lockFilesOpen()).isEqualTo(before);
        }
        assertThat(lockFilesOpen()).isZero();
    }

    private long lockFilesOpen() throws IOException {
        long open = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                open += isLockFile(descriptor) ? 1 : 0;
            }
        }
        return open;
    }

    private boolean isLockFile(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor)
                    .startsWith(temp.toRealPath().resolve("locks"));
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    @Test
    void aRedeployedApplicationIsExcludedThoughItsClassesAreOthers() throws Exception {
        URL[] path = List.of(System.getProperty("java.class.path").split(":")).stream()
                .map(Path::of)
                .map(LockFileClaimsLinuxIT::url)
                .toArray(URL[]::new);
        try (Answer.Claim first = (Answer.Claim) claims().claim(5, A);
                URLClassLoader redeployed = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            assertThat(first).isNotNull();
            Class<?> claimsClass = redeployed.loadClass(LockFileClaims.class.getName());
            assertThat(claimsClass).isNotSameAs(LockFileClaims.class);
            Object claims = claimsClass
                    .getConstructor(Path.class, Path.class)
                    .newInstance(temp.resolve("locks"), Path.of("/home"));

            Object answer =
                    claimsClass.getMethod("claim", long.class, Path.class).invoke(claims, 5L, A);

            assertThat(answer).hasToString("Held[isKey=true, holder=pid " + PID + ", pfile /conf/a]");
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void theLockFileTellsPeopleWhoHoldsIt() throws IOException {
        try (Answer.Claim claim = (Answer.Claim) claims().claim(0x1f000501, A)) {
            assertThat(claim).isNotNull();
            Path file = temp.resolve("locks").resolve("ipckey-0x1f000501.lock");
            assertThat(Files.getAttribute(file, "unix:mode")).isEqualTo(0100600);
            assertThat(Files.getAttribute(file.getParent(), "unix:mode")).isEqualTo(0040700);
            // Read by another process: a stream of ours on that file would free the lock when it is closed.
            String text = new String(
                    new ProcessBuilder("cat", file.toString())
                            .start()
                            .getInputStream()
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(text).isEqualTo("pid " + PID + ", pfile /conf/a\nipckey 0x1f000501\nhome /home\n");
        }
    }

    @Test
    void aDirectoryThatOthersMayWriteIsNotUsed() throws IOException {
        Path locks = Files.createDirectory(temp.resolve("locks"));
        Files.setAttribute(locks, "unix:mode", 0777);

        assertThat(((Answer.Failed) claims().claim(1, A)).why())
                .isEqualTo("no lock file can be used in " + locks
                        + ": others may write there (mode 0777): chmod 0700 it (okiagari.locks names it)");
    }

    @Test
    void aDirectoryOfSomebodyElseIsNotUsed() {
        LockFileClaims claims = new LockFileClaims(temp.resolve("locks"), Path.of("/home"), new ServerUser(4242, 4242));
        Answer answer = claims.claim(1, A);

        if (ServerUser.ofThisProcess().isRoot()) {
            ((Answer.Claim) answer).close(); // root's directory is trusted by everybody
        } else {
            assertThat(answer).isInstanceOf(Answer.Failed.class);
        }
    }

    @Test
    void aDirectoryThatIsAFileIsNotUsed() throws IOException {
        Files.createFile(temp.resolve("locks"));

        assertThat(((Answer.Failed) claims().claim(1, A)).why()).contains("it is a file owned by uid ");
    }
}
