package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.okiagari.check.Needs;

/** What somebody else could have written is neither read nor run: CONTRACT section 2, on a running server. */
class UnsafeFilesIT {
    private static final TestHome HOME = TestHome.create("unsafe-files");
    private static final String GONE = "okiagari-not-there";
    private static int number;

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @BeforeAll
    static void start() throws IOException {
        mode(HOME.write(HOME.conf("psenv"), "STRANGER=here\n"), 0666);
        mode(HOME.pfile("pfile_at_start", 0x1f00d001, List.of(), GONE + ":-:0:0:continue"), 0666);
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, HOME);
    }

    @AfterAll
    @SuppressWarnings("NullAway") // A server that did not start is null.
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    /** A file in a directory of its own below the home, and what is done to make it unsafe. */
    private interface Spoiler {
        void spoil(Path directory, Path file) throws IOException;
    }

    static Stream<Arguments> unsafe() {
        return Stream.of(
                of("writable by all", "writable by others (mode 0777)", (directory, file) -> mode(file, 0777)),
                of("of another user", "owned by uid 1000", (directory, file) -> owner(file, 1000)),
                of("writable by a group", "writable by group 50", (directory, file) -> {
                    Files.setAttribute(file, "unix:gid", 50);
                    mode(file, 0775);
                }),
                of(
                        "in a directory for all",
                        "writable by others (mode 0777)",
                        (directory, file) -> mode(directory, 0777)),
                of("in a directory of another user", "owned by uid 1000", (directory, file) -> owner(directory, 1000)),
                of("below a directory for all", "writable by others", (directory, file) -> {
                    mode(directory.resolve(".."), 0777);
                }),
                of("in a sticky directory, of another user", "owned by uid 1000", (directory, file) -> {
                    mode(directory, 01777);
                    owner(file, 1000);
                }),
                of("a link to what is writable by all", "writable by others", (directory, file) -> {
                    Path real = Files.move(file, directory.resolve("real"));
                    mode(real, 0777);
                    Files.createSymbolicLink(file, real);
                }),
                of("a link into a directory for all", "writable by others", (directory, file) -> {
                    Path open = Files.createDirectory(directory.resolve("open"));
                    Files.createSymbolicLink(file, Files.move(file, open.resolve("real")));
                    mode(open, 0777);
                }));
    }

    private static Arguments of(String what, String reason, Spoiler spoiler) {
        return Arguments.of(what, reason, spoiler);
    }

    private static Path directory() throws IOException {
        number++;
        return Files.createDirectories(HOME.path().resolve("place" + number + "/inner"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsafe")
    void anUnsafeScriptIsNamedWhenThePfileIsReadAndNeverRun(String what, String reason, Spoiler spoiler)
            throws IOException {
        Needs.root();
        Path directory = directory();
        Path ran = HOME.path().resolve("ran" + number);
        Path script =
                TestHome.executable(HOME.write(directory.resolve("restart.sh"), "#!/bin/sh\ntouch " + ran + "\n"));
        spoiler.spoil(directory, script);
        String name = "pfile_script" + number;
        String pent = GONE + number;
        Path pfile = HOME.pfile(name, 0x1f00d100 + number, List.of(), pent + ":" + script + ":600:1:continue");

        assertThat(LocalSocket.exec(HOME, Beans.AGENT, "check", pfile.toString())
                        .toString())
                .contains(reason)
                .contains("it will not be run");
        LocalSocket.exec(HOME, Beans.AGENT, "start", pfile.toString());
        Wait.until(() -> assertThat(HOME.read("log/okiagari.log"))
                .contains("Restart script can not execute (" + pent + ") [" + script + "]: unsafe: ")
                .contains(reason));
        LocalSocket.exec(HOME, Beans.pcheck(name), "shutdown");

        assertThat(ran).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsafe")
    void anUnsafePfileStartsNothingAndChangesNothing(String what, String reason, Spoiler spoiler) throws IOException {
        Needs.root();
        Path directory = directory();
        String name = "pfile_unsafe" + number;
        Path pfile = directory.resolve(name);
        Files.move(HOME.pfile(name, 0x1f00d200 + number, List.of(), GONE + ":-:0:0:continue"), pfile);
        LocalSocket.exec(HOME, Beans.AGENT, "start", pfile.toString());
        HOME.write(pfile, Files.readString(pfile) + "another:-:0:0:continue\n");
        spoiler.spoil(directory, pfile);

        assertThat(LocalSocket.refusal(HOME, Beans.pcheck(name), "reload"))
                .contains("unsafe: ")
                .contains(reason);
        assertThat(LocalSocket.read(HOME, Beans.pcheck(name), "AllProcCount").getAsInt())
                .isOne();
        LocalSocket.exec(HOME, Beans.pcheck(name), "shutdown");
        Wait.until(() -> assertThat(LocalSocket.refusal(HOME, Beans.AGENT, "start", pfile.toString()))
                .contains("unsafe: ")
                .contains(reason));
    }

    @Test
    void aStickyDirectoryOverOurOwnEntryIsSafe() throws IOException {
        Path directory = directory();
        mode(directory, 01777);
        Path ran = HOME.path().resolve("ran" + number);
        Path script = TestHome.executable(HOME.write(
                directory.resolve("restart.sh"), "#!/bin/sh\nenv >" + ran + ".new; mv " + ran + ".new " + ran + "\n"));
        Path pfile = HOME.pfile("pfile_sticky", 0x1f00d300, List.of(), GONE + ":" + script + ":600:1:continue");

        LocalSocket.exec(HOME, Beans.AGENT, "start", pfile.toString());

        Wait.until(() -> assertThat(ran).exists());
        assertThat(Files.readString(ran))
                .as("psenv was for all to write when the server started")
                .doesNotContain("STRANGER")
                .contains("OKIAGARI_PNAME=" + GONE)
                .doesNotContain("JAVA", "okiagari.home", "LD_");
        assertThat(HOME.read("server.log")).containsPattern("unsafe: .*conf/psenv is writable by others");
    }

    @Test
    void aPfileThatWasUnsafeAtTheStartIsNotStarted() {
        assertThat(LocalSocket.read(HOME, Beans.AGENT, "Pchecks").toString()).doesNotContain("pfile_at_start");
        assertThat(HOME.read("log/okiagari.log")).containsPattern("Pfile error.*pfile_at_start");
    }

    @Test
    void nobodyLogsInWhileTheUsersFileIsForOthers() throws IOException {
        Path users = HOME.conf("users");
        assertThat(login()).isEqualTo(200);
        mode(users, 0644);
        try {
            Wait.until(() -> assertThat(login()).isIn(401, 429));
        } finally {
            mode(users, 0600);
        }
        Wait.until(() -> assertThat(login()).isEqualTo(200));
    }

    private static int login() {
        return RawHttp.get(server.port(), "/okiagari/who").as("viewer").send().status();
    }

    private static void mode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }

    private static void owner(Path path, int uid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid);
    }
}
