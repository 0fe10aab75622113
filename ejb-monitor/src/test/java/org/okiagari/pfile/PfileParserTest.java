package org.okiagari.pfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.api.text.Problem;

class PfileParserTest {
    /** Returns the processor time of this thread: a busy machine must not fail the test. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void saysEveryProblemAtOnceInTheOrderOfTheFile() {
        PfileResult result =
                Pfiles.parse("stray\n##### PARAM #####\nMONITOR_INTERVAL 0\nMONITOR_INTERVAL 5\nCOLOUR blue\n"
                        + "##### PENT #####\ncron:-:x:-1:sleep\n:-:0:0:exit\n");

        assertThat(result.pfile()).isEmpty();
        assertThat(Pfiles.texts(result))
                .containsExactly(
                        "f:1: this stands before the first section head (##### PARAM ##### or ##### PENT #####) (stray)",
                        "f:2: IPCKEY is missing in the PARAM section: write one that is unique on this host",
                        "f:3: MONITOR_INTERVAL must be a whole number from 1 to 86400 (seconds) (MONITOR_INTERVAL 0)",
                        "f:4: MONITOR_INTERVAL is given twice, first in line 3 (MONITOR_INTERVAL 5)",
                        "f:5: warning: unknown PARAM key COLOUR is ignored (COLOUR blue)",
                        "f:7: GRACE must be a whole number from 0 to 2147483647, not x (cron:-:x:-1:sleep)",
                        "f:7: retry must be a whole number from 0 to 2147483647, not -1 (cron:-:x:-1:sleep)",
                        "f:7: the retry-over action must be continue, exit, shutdown or switch, not sleep"
                                + " (cron:-:x:-1:sleep)",
                        "f:8: the process name is empty (:-:0:0:exit)");
    }

    @Test
    void anEmptyFileIsAnError() {
        assertThat(Pfiles.texts(Pfiles.parse(""))).containsExactly("f:0: the file is empty");
    }

    @Test
    void aFileOfCommentsLacksIpckeyAndPent() {
        assertThat(Pfiles.texts(Pfiles.parse("# nothing\n\n   \n")))
                .hasSize(2)
                .anyMatch(text -> text.contains("IPCKEY is missing"))
                .anyMatch(text -> text.contains("there is no PENT"));
    }

    @Test
    void aSectionWithoutPentsIsAnErrorAtItsHead() {
        assertThat(Pfiles.texts(Pfiles.parsePents("# none yet")))
                .singleElement()
                .asString()
                .startsWith("f:3: there is no PENT");
    }

    @Test
    void aBinaryFileIsOneErrorAtTheLineOfItsFirstNul() {
        PfileResult result = Pfiles.parse("a\r\nb\rc\nELF\u0000\u0001\n\u0000");

        assertThat(Pfiles.texts(result))
                .containsExactly("f:4: this is no text but binary (or UTF-16): save the pfile as UTF-8");
    }

    @Test
    void aFileInUtf16IsSaidToBeSo() {
        PfileResult result = PfileParser.parse(Pfiles.sample("sample-b").getBytes(StandardCharsets.UTF_16));

        assertThat(Pfiles.texts(result)).singleElement().asString().contains("UTF-16");
    }

    @Test
    void sectionsMayComeInAnyOrderAndMoreThanOnce() {
        Pfile pfile = Pfiles.good(Pfiles.parse("##PENT##\na:-:0:0:exit\n### PARAM ###### # here\nIPCKEY 7\n"
                + "# PENT #\nb:-:0:0:exit\n##### PARAM #####\nDETECT POLL\n"));

        assertThat(pfile.pents()).extracting(Pent::pname).containsExactly("a", "b");
        assertThat(pfile.param().ipckey()).isEqualTo(7);
        assertThat(pfile.param().detect()).isEqualTo(Param.Detect.POLL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"##### PENTS #####", "##### PENT", "##### PARM #####  # text"})
    void aHeadThatIsNoneIsACommentWithAWarning(String head) {
        PfileResult result = Pfiles.parsePents("a:-:0:0:exit", head);

        assertThat(result.pfile()).isPresent();
        assertThat(Pfiles.texts(result))
                .containsExactly("f:5: warning: this is taken as a comment: section heads are"
                        + " ##### PARAM ##### and ##### PENT ##### (" + head + ")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "##########",
                "### restarts of cron ###",
                "# PENT lines follow",
                "#cron:-:0:0:exit",
                "##### 定義 #####"
            })
    void ordinaryCommentsAreNoHeads(String comment) {
        assertThat(Pfiles.parsePents("a:-:0:0:exit", comment).problems()).isEmpty();
    }

    @Test
    void readsTenThousandPentsQuickly() {
        String[] lines = new String[10_000];
        Arrays.setAll(
                lines,
                i -> "/usr/sbin/daemon" + i + " : systemctl restart daemon@" + i + ":1 :86400:3:continue # " + i);
        long start = cpuNanos();

        Pfile pfile = Pfiles.good(Pfiles.parsePents(lines));

        assertThat(Duration.ofNanos(cpuNanos() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(pfile.pents()).hasSize(10_000);
        assertThat(pfile.pents().get(9_999).command()).isEqualTo("systemctl restart daemon@9999:1");
        assertThat(pfile.pents().get(9_999).id()).isEqualTo(10_000);
    }

    @Test
    void refusesALineOfTenMegabytesQuicklyAndShowsItsBeginning() {
        String line = "x".repeat(10_000_000);
        long start = cpuNanos();

        PfileResult result = Pfiles.parsePents("a:-:0:0:exit", line);

        assertThat(Duration.ofNanos(cpuNanos() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(result.pfile()).isEmpty();
        assertThat(Pfiles.texts(result))
                .containsExactly("f:5: the line is longer than 65536 bytes (" + "x".repeat(253) + "...)");
    }

    @Test
    void aFloodOfProblemsIsCutAndCounted() {
        String[] lines = new String[10_500];
        Arrays.fill(lines, "no colon");

        PfileResult result = Pfiles.parsePents(lines);

        assertThat(result.problems()).hasSize(10_001);
        assertThat(Pfiles.texts(result)).last().isEqualTo("f:0: and 500 more problems");
    }

    @Test
    void theTextSeenIsEscaped() {
        PfileResult result = Pfiles.parsePents("x\u001b[31m\u202e");

        assertThat(result.problems()).extracting(Problem::seen).containsExactly("x\\x1b[31m\\xe2\\x80\\xae");
    }

    @Test
    void noBytesMakeItThrow() {
        java.util.Random random = new java.util.Random(1);
        byte[] alphabet = "\n\r\t #:='\"\\,-x0PARAMPENT\u0081@".getBytes(StandardCharsets.ISO_8859_1);
        for (int run = 0; run < 3_000; run++) {
            byte[] bytes = new byte[random.nextInt(200)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(8) == 0
                        ? (byte) (1 + random.nextInt(255))
                        : alphabet[random.nextInt(alphabet.length)];
            }
            String start = random.nextBoolean() ? "##### PENT #####\n" : "##### PARAM #####\n";
            byte[] head = start.getBytes(StandardCharsets.US_ASCII);
            byte[] all = Arrays.copyOf(head, head.length + bytes.length);
            System.arraycopy(bytes, 0, all, head.length, bytes.length);

            PfileResult result = PfileParser.parse(all);

            assertThat(result.pfile().isPresent() || result.problems().stream().anyMatch(Problem::isError))
                    .isTrue();
        }
    }
}
