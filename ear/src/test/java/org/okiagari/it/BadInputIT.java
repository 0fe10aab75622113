package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users get wrong, on a running server: one clear sentence each, and everything else goes on being saved. */
class BadInputIT {
    private static final TestHome HOME = TestHome.create("bad-input");
    private static final String GOOD = "pfile_good";
    private static final int GOOD_KEY = 0x1f00f001;
    private static final Daemon DAEMON = HOME.daemon("okiagari-good");
    private static final String GONE = "okiagari-never-there";

    @SuppressWarnings("NullAway.Init")
    private static RunningServer server;

    @BeforeAll
    static void start() {
        DAEMON.start();
        HOME.pfile(GOOD, GOOD_KEY, List.of("MONITOR_INTERVAL 1"), DAEMON.pent(600, 1000, "continue"));
        server = RunningServer.start(RunningServer.Kind.PAYARA_MICRO, HOME);
        Wait.until(() -> assertThat(pentText()).contains("AVAIL"));
    }

    @AfterAll
    @SuppressWarnings("NullAway") // A server that did not start is null.
    static void end() {
        if (server != null) {
            server.close();
        }
        Daemons.killAllBelow(HOME.path());
    }

    @AfterEach
    void everythingElseIsStillSaved() {
        String pent = Beans.pent(GOOD, DAEMON, 1);
        Wait.until(() -> assertThat(LocalSocket.read(HOME, pent, "ProcSts").getAsString())
                .isEqualTo("AVAIL"));
        long pid = LocalSocket.read(HOME, pent, "Pid").getAsLong();
        DAEMON.kill(pid);
        Wait.until(() -> {
            assertThat(LocalSocket.read(HOME, pent, "Pid").getAsLong()).isNotEqualTo(pid);
            assertThat(LocalSocket.read(HOME, pent, "ProcSts").getAsString()).isEqualTo("AVAIL");
        });
    }

    static Stream<Arguments> badPfiles() {
        String param = "##### PARAM #####\n";
        String key = "IPCKEY 0x1f00f0ff\n";
        String pent = "##### PENT #####\n";
        String line = GONE + ":-:0:0:continue\n";
        return Stream.of(
                Arguments.of("empty", bytes(""), "pfile_bad"),
                Arguments.of("half-written", bytes(param + key + pent + "/usr/sbin/crond : /opt/re"), "pfile_bad:4"),
                Arguments.of("no-key", bytes(param + pent + line), "IPCKEY"),
                Arguments.of("unknown-action", bytes(param + key + pent + GONE + ":-:0:0:dance\n"), "dance"),
                Arguments.of("negative", bytes(param + key + pent + GONE + ":-:-1:0:continue\n"), "-1"),
                Arguments.of("huge", bytes(param + key + pent + GONE + ":-:99999999999999999999:0:exit\n"), "9999"),
                Arguments.of("unknown-option", bytes(param + key + pent + GONE + ":-:0:0:exit:foo=1\n"), "foo"),
                Arguments.of("no-pent", bytes(param + key), "PENT"),
                Arguments.of("twice", bytes(param + key + "IPCKEY 0x1f00f0fe\n" + pent + line), "IPCKEY"),
                Arguments.of("binary", random(), "pfile_bad"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPfiles")
    void aWrongPfileStartsNothingAndTellsWhatIsWrong(String what, byte[] content, String said) throws IOException {
        Path pfile = HOME.bin().resolve("pfile_bad_" + what.replace('-', '_'));
        Files.write(pfile, content);

        String answer = LocalSocket.refusal(HOME, Beans.AGENT, "start", pfile.toString());

        assertThat(answer).contains(pfile.toString()).containsPattern(said.replace("pfile_bad", "pfile_bad\\w+"));
        assertNotStarted(pfile);
        Wait.until(() -> assertThat(HOME.read("log/okiagari.log"))
                .contains(pfile.getFileName().toString()));
        assertThat(LocalSocket.exec(HOME, Beans.AGENT, "check", pfile.toString())
                        .getAsJsonArray())
                .isNotEmpty();
    }

    @Test
    void allProblemsOfAPfileAreToldAtOnceWithTheirLines() throws IOException {
        Path pfile = HOME.bin().resolve("pfile_many_errors");
        Files.writeString(
                pfile,
                "##### PARAM #####\nIPCKEY nonsense\nMONITOR_INTERVAL -3\n##### PENT #####\n"
                        + "a:-:0:0:dance\nb:-:x:0:exit\n");

        String answer = LocalSocket.refusal(HOME, Beans.AGENT, "start", pfile.toString());

        for (int line : List.of(2, 3, 5, 6)) {
            assertThat(answer).contains(pfile + ":" + line + ": ");
            Wait.until(() -> assertThat(HOME.read("log/okiagari.log"))
                    .containsPattern("Pfile error\\. line=" + line + " \\[.*" + pfile.getFileName()));
        }
    }

    @Test
    void aMissingPfileAndADirectoryAreNamed() throws IOException {
        Path directory = Files.createDirectories(HOME.bin().resolve("a-directory"));

        assertThat(LocalSocket.refusal(HOME, Beans.AGENT, "start", "/nowhere/pfile_none"))
                .contains("/nowhere/pfile_none");
        assertThat(LocalSocket.refusal(HOME, Beans.AGENT, "start", directory.toString()))
                .contains(directory.toString());
    }

    @Test
    void aPfileThatOthersMayWriteIsRefusedWithTheReason() throws IOException {
        Path pfile = HOME.pfile("pfile_unsafe", 0x1f00f010, List.of(), GONE + ":-:0:0:continue");
        Files.setPosixFilePermissions(pfile, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(LocalSocket.refusal(HOME, Beans.AGENT, "start", pfile.toString()))
                .contains(pfile.toString());
        assertNotStarted(pfile);
    }

    @Test
    void aKeyAFileAndABaseNameAreTakenOnlyOnce() throws IOException {
        Path sameKey = HOME.pfile("pfile_same_key", GOOD_KEY, List.of(), GONE + ":-:0:0:continue");
        Path elsewhere =
                Files.createDirectories(HOME.path().resolve("elsewhere")).resolve(GOOD);
        Files.copy(HOME.pfile("pfile_copy", 0x1f00f011, List.of(), GONE + ":-:0:0:continue"), elsewhere);

        assertThat(LocalSocket.refusal(HOME, Beans.AGENT, "start", sameKey.toString()))
                .contains("0x1f00f001")
                .contains(GOOD);
        assertThat(LocalSocket.refusal(HOME, Beans.AGENT, "start", elsewhere.toString()))
                .contains(GOOD);
        assertThat(LocalSocket.refusal(
                        HOME, Beans.AGENT, "start", HOME.bin().resolve(GOOD).toString()))
                .contains(GOOD);
        Wait.until(() -> assertThat(HOME.read("log/okiagari.log"))
                .contains("Ipckey already used. ipckey=0x1f00f001 pfile=" + sameKey));
    }

    @Test
    void anUnknownParamIsAWarningAndTheRestHolds() {
        Path pfile = HOME.pfile("pfile_unknown_param", 0x1f00f012, List.of("FOO 1"), GONE + ":-:0:0:continue");

        JsonElement warnings = LocalSocket.exec(HOME, Beans.AGENT, "check", pfile.toString());
        LocalSocket.exec(HOME, Beans.AGENT, "start", pfile.toString());

        assertThat(warnings.toString()).contains("FOO").contains(":3");
        Wait.until(() -> assertThat(LocalSocket.read(HOME, Beans.pcheck("pfile_unknown_param"), "FailProcCount")
                        .getAsInt())
                .isOne());
        LocalSocket.exec(HOME, Beans.pcheck("pfile_unknown_param"), "shutdown");
    }

    @Test
    void aReloadWithAnErrorChangesNothing() throws IOException {
        Path pfile = HOME.bin().resolve(GOOD);
        String before = Files.readString(pfile);
        String pents = pentText();
        try {
            Files.writeString(pfile, before.replace("continue", "dance"));

            assertThat(LocalSocket.refusal(HOME, Beans.pcheck(GOOD), "reload"))
                    .contains("dance")
                    .contains(pfile.toString());
        } finally {
            Files.writeString(pfile, before);
        }
        HOME.check().unchanged("the PENTs", pents, pentText());
    }

    private static String pentText() {
        return LocalSocket.read(HOME, Beans.pcheck(GOOD), "PentText").getAsString();
    }

    private static void assertNotStarted(Path pfile) {
        assertThat(LocalSocket.read(HOME, Beans.AGENT, "Pchecks").toString())
                .doesNotContain('"' + pfile.getFileName().toString() + '"');
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] random() {
        byte[] bytes = new byte[4_096];
        new Random(20_261_121).nextBytes(bytes);
        return bytes;
    }
}
