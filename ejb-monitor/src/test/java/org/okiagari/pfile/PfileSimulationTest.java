package org.okiagari.pfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random pfiles: what is printed is parsed to the same again, however it was laid out. */
class PfileSimulationTest {
    private static final String[] NAMES = {
        "cron", "/usr/sbin/crond", "a:b", "/opt/監視/デーモン", "x=y", "-", "a#b", "my daemon", "\\", "q'uote", "/a\"b"
    };
    private static final String[] COMMANDS = {
        "-",
        "systemctl restart foo@1:2",
        "/x y/restart.sh",
        "sh -c 'a:b=c; d'",
        "x \"1:2\" \\",
        "env A=b c",
        "a:1:2:exit"
    };
    private static final String[] BLANKS = {"", " ", "\t", "  \t "};
    private static final String[] COMMENTS = {"", " # x", "\t#", " # a:b = \"c 'd", "　# 定義"};
    private static final String[] ENDS = {"\n", "\r\n", "\r"};
    private static final String[] ACTIONS = {"continue", "Exit", "SHUTDOWN", "switch"};

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void parsingWhatWasPrintedGivesTheSamePfile(long firstSeed) {
        for (long seed = firstSeed * 500; seed < (firstSeed + 1) * 500; seed++) {
            Random random = new Random(seed);
            Param param = param(random);
            List<Pent> pents = pents(random);
            String text = new Printer(random).print(param, pents);

            PfileResult result = PfileParser.parse(text.getBytes(StandardCharsets.UTF_8));

            assertThat(result.pfile())
                    .as("seed %d: %s of%n%s", seed, Pfiles.texts(result), text)
                    .isPresent();
            Pfile pfile = result.pfile().get();
            assertThat(pfile.param()).as("seed %d:%n%s", seed, text).isEqualTo(param);
            assertThat(pfile.pents())
                    .as("seed %d:%n%s", seed, text)
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
                    .isEqualTo(pents);
        }
    }

    private static Param param(Random random) {
        return new Param(
                random.nextLong() & 0xffffffffL,
                Duration.ofSeconds(1 + random.nextInt(86400)),
                Duration.ofSeconds(1 + random.nextInt(86400)),
                1 + random.nextInt(100),
                random.nextBoolean() ? Optional.of("/var/dump #" + random.nextInt(9)) : Optional.empty(),
                random.nextBoolean() ? Param.Detect.EVENT : Param.Detect.POLL,
                Duration.ofSeconds(random.nextInt(86401)),
                random.nextBoolean() ? Optional.of(Duration.ofMillis(random.nextInt(600_001))) : Optional.empty());
    }

    private static List<Pent> pents(Random random) {
        List<Pent> pents = new ArrayList<>();
        int count = 1 + random.nextInt(6);
        for (int id = 1; id <= count; id++) {
            String action = pick(random, ACTIONS);
            pents.add(new Pent(
                    id,
                    0,
                    pick(random, NAMES),
                    pick(random, COMMANDS),
                    Duration.ofSeconds(random.nextInt(Integer.MAX_VALUE)),
                    random.nextInt(Integer.MAX_VALUE),
                    RetryOverAction.of(action).orElseThrow(),
                    action));
        }
        return pents;
    }

    private static String pick(Random random, String[] texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** Writes a pfile in one of the many ways a person may. */
    private static final class Printer {
        private final Random random;
        private final StringBuilder out = new StringBuilder();

        Printer(Random random) {
            this.random = random;
        }

        String print(Param param, List<Pent> pents) {
            line("##### PARAM #####");
            key("IPCKEY", random.nextBoolean() ? param.ipckeyText() : "0" + param.ipckey());
            key("MSG_CHECK_INTERVAL", "" + param.msgCheckInterval().toSeconds());
            key("MONITOR_INTERVAL", "" + param.monitorInterval().toSeconds());
            key("MONITOR_TRY_COUNT", "" + param.monitorTryCount());
            key("DETECT", param.detect().name());
            key("SCRIPT_TIMEOUT", "" + param.scriptTimeout().toSeconds());
            param.shmDumpFile().ifPresent(file -> key("SHM_DUMP_FILE", '"' + file + '"'));
            param.settle().ifPresent(settle -> key("SETTLE", "" + settle.toMillis()));
            line("##### PENT #####");
            pents.forEach(this::pent);
            return out.toString();
        }

        private void key(String key, String value) {
            String[] forms = {" ", "=", " = ", "= ", "\t=\t", "\t"};
            line(key + pick(random, forms) + value);
        }

        private void pent(Pent pent) {
            String grace = "" + pent.grace().toSeconds();
            String name = pent.pname().replace(":", "\\:");
            // A backslash before the colon would escape it.
            String gap = name.endsWith("\\") ? " " : blank();
            line(name + gap + ":" + blank() + pent.command() + blank() + ":" + blank() + grace + blank() + ":" + blank()
                    + pent.retry() + blank() + ":" + blank() + pent.actionText());
        }

        private void line(String text) {
            out.append(blank()).append(text).append(pick(random, COMMENTS)).append(pick(random, ENDS));
            if (random.nextInt(4) == 0) {
                out.append(blank()).append(pick(random, ENDS));
            }
        }

        private String blank() {
            return pick(random, BLANKS);
        }
    }
}
