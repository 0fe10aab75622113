package org.okiagari.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.Home;

class PcheckTest {
    private static final String GOOD = "##### PARAM #####\nIPCKEY 0x1f000501\n##### PENT #####\ncrond:-:0:0:continue\n";

    @TempDir
    Path directory;

    private Home home;
    private Path pfile;
    private Console console;

    @BeforeEach
    void start() throws IOException {
        home = new Home(directory);
        pfile = Files.writeString(directory.resolve("pfile_cron"), GOOD);
        console = new Console(home);
    }

    @Test
    void checksAPfileWithoutAServer() throws IOException {
        assertThat(console.pcheck("-t", "-f", pfile.toString())).isZero();
        assertThat(console.out()).isEqualTo(pfile + ": good\n");

        Files.writeString(pfile, GOOD.replace("0x1f000501", "one").replace("continue", "restart"));
        assertThat(console.pcheck("-t", "-f", pfile.toString())).isEqualTo(1);
        assertThat(console.out()).isEmpty();
        assertThat(console.err()).hasLineCount(2).startsWith("pcheck: " + pfile + ":2: ");
        assertThat(console.err()).contains("\npcheck: " + pfile + ":4: ");
    }

    @Test
    void aWarningIsSaidAndTheFileIsGood() throws IOException {
        Files.writeString(pfile, GOOD.replace("IPCKEY", "STRANGE 1\nIPCKEY"));

        assertThat(console.pcheck("-t", "-f", pfile.toString())).isZero();
        assertThat(console.err()).startsWith("pcheck: " + pfile + ":2: warning: ");
    }

    @Test
    void asksTheServerWhereOneRuns() throws IOException {
        try (FakeServer server = FakeServer.start(home)) {
            server.value(Client.AGENT + " check", List.of(pfile + ":0: can be written by others (" + pfile + ")"));

            assertThat(console.pcheck("-t", "-f", pfile.toString())).isEqualTo(1);
            assertThat(console.err()).contains("can be written by others");
        }
    }

    @Test
    void aBadPathOrPfileBringsNoServerUp() throws IOException {
        assertThat(console.pcheck("-f", directory + "/nope")).isEqualTo(1);
        assertThat(console.err()).isEqualTo("pcheck: " + directory + "/nope: no such file\n");
        assertThat(console.pcheck("-f", directory.toString())).isEqualTo(1);
        assertThat(console.err()).contains("a directory").hasLineCount(1);
        Files.writeString(pfile, "nonsense");
        assertThat(console.pcheck("-f", pfile.toString())).isEqualTo(1);
        assertThat(console.err()).startsWith("pcheck: " + pfile + ":");
        assertThat(directory.resolve("log")).doesNotExist();
    }

    @Test
    void endsWithTheExitCodeThatTheServerTells() throws IOException {
        try (FakeServer server = FakeServer.start(home)) {
            server.value(Client.AGENT + " attach", "pfile_cron").value(Client.AGENT + " await", 1);

            assertThat(console.pcheck("-f", pfile.toString())).isEqualTo(1);

            long pid = ProcessHandle.current().pid();
            assertThat(server.requests.get(0).get("arguments")).isEqualTo(List.of(pfile.toString(), pid));
            assertThat(server.requests.get(0).get("client")).isEqualTo("pcheck");
            server.value(Client.AGENT + " await", 0);
            assertThat(console.pcheck("-f", pfile.toString())).isZero();
        }
    }

    @Test
    void aSecondCommandIsRefused() throws IOException {
        try (FakeServer server = FakeServer.start(home)) {
            server.error(Client.AGENT + " attach", 500, "java.lang.IllegalStateException", "Attached to pid 12.");

            assertThat(console.pcheck("-f", pfile.toString())).isEqualTo(3);
            assertThat(console.err()).isEqualTo("pcheck: Attached to pid 12.\n");
        }
    }

    @Test
    void aServerThatCannotBeStartedIsExit2() {
        System.setProperty("okiagari.root", "/nowhere");
        try {
            assertThat(console.pcheck("-f", pfile.toString())).isEqualTo(2);
            assertThat(console.err()).contains("pcheck: the server ").contains("/nowhere/bin/okiagari-server");
        } finally {
            System.clearProperty("okiagari.root");
        }
    }

    /** ADR 0185: a launcher in shell stands for the server, for nobody can make Payara Micro fail so. */
    @Test
    void aServerWithoutItsApplicationIsStartedOnceMore() throws IOException {
        Path root = directory.resolve("root");
        Path bin = Files.createDirectories(root.resolve("bin"));
        Path launcher = Files.writeString(
                bin.resolve("okiagari-server"),
                "#!/bin/sh\necho started >>" + directory + "/starts\n"
                        + "echo 'okiagari-server: the application could not be deployed (see x)'\nexit 4\n");
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
        System.setProperty("okiagari.root", root.toString());
        try {
            assertThat(console.pcheck("-f", pfile.toString())).isEqualTo(2);
        } finally {
            System.clearProperty("okiagari.root");
        }
        assertThat(Files.readAllLines(directory.resolve("starts"))).hasSize(2);
        assertThat(console.err())
                .containsOnlyOnce("the application could not be deployed (see x): the server is started once more\n")
                .contains("the server did not come up: the application could not be deployed (see x) (see ");
    }

    @Test
    void printsALineForEachPentOfTheRecoveryTest() throws IOException {
        try (FakeServer server = FakeServer.start(home)) {
            server.running(pfile);
            server.value(
                    FakeServer.PCHECK + " recoveryTest",
                    List.of(
                            row("crond", 12, 34, 1234, "recovered"),
                            row("init", 0, 0, -1, "left alone: it has no restart command")));

            assertThat(console.pcheck("-k", pfile.toString(), "-y")).isZero();
            assertThat(console.out())
                    .isEqualTo("crond: pid 12 killed, recovered in 1234 ms, pid 34\n"
                            + "init: left alone: it has no restart command\n");
            server.value(
                    FakeServer.PCHECK + " recoveryTest", List.of(row("crond", 12, 0, -1, "not recovered: retry over")));
            assertThat(console.pcheck("-k", pfile.toString(), "-y")).isEqualTo(3);
            assertThat(console.out()).contains("crond: pid 12 killed, not recovered: retry over\n");
        }
    }

    private static Map<String, @Nullable Object> row(
            String pname, long killed, long back, long millis, String outcome) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("pentId", 1);
        row.put("pname", pname);
        row.put("killedPid", killed);
        row.put("newPid", back);
        row.put("recoveryMillis", millis);
        row.put("outcome", outcome);
        return row;
    }
}
