package org.okiagari.pfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.api.text.Problem;

class ParamReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MONITOR_INTERVAL 7",
                "MONITOR_INTERVAL = 7",
                "MONITOR_INTERVAL= 7",
                "MONITOR_INTERVAL =7",
                "MONITOR_INTERVAL=7",
                "\tMONITOR_INTERVAL\t=\t7\t# s",
                "MONITOR_INTERVAL \"7\" # s",
                "MONITOR_INTERVAL = '7'",
                "MONITOR_INTERVAL 007",
            })
    void readsAKeyInEveryForm(String line) {
        assertThat(Pfiles.param("IPCKEY 1", line).monitorInterval()).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({
        "0x1f000501, 0x1f000501",
        "0XFFFFFFFF, 0xffffffff",
        "0x80000000, 0x80000000",
        "010, 0x0000000a",
        "4294967295, 0xffffffff",
        "0, 0x00000000",
        "0x0000000001, 0x00000001",
    })
    void readsIpckeyAsHexOrDecimal(String written, String shown) {
        assertThat(Pfiles.param("IPCKEY " + written).ipckeyText()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0x100000000", "4294967296", "-1", "0x", "1f", "0xg", "1 2", "99999999999999999999999", "１"})
    void refusesAnIpckeyThatIsNone(String written) {
        assertThat(Pfiles.texts(Pfiles.parseParams("IPCKEY " + written)))
                .containsExactly("f:4: IPCKEY must be a hexadecimal or decimal number from 0x0 to 0xffffffff (IPCKEY "
                        + written + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MSG_CHECK_INTERVAL | 0 | from 1 to 86400 (seconds)",
                "MSG_CHECK_INTERVAL | 86401 | from 1 to 86400 (seconds)",
                "MONITOR_INTERVAL | 5s | from 1 to 86400 (seconds)",
                "MONITOR_INTERVAL | 1.5 | from 1 to 86400 (seconds)",
                "MONITOR_TRY_COUNT | 0 | from 1 to 100 (looks)",
                "MONITOR_TRY_COUNT | 101 | from 1 to 100 (looks)",
                "SCRIPT_TIMEOUT | -1 | from 0 to 86400 (seconds, 0 = none)",
                "SETTLE | 600001 | from 0 to 600000 (milliseconds)",
                "SETTLE | 99999999999999999999 | from 0 to 600000 (milliseconds)",
            })
    void saysTheRangeOfANumberOutsideOfIt(String key, String value, String range) {
        assertThat(Pfiles.texts(Pfiles.parseParams("IPCKEY 1", key + " = " + value)))
                .containsExactly("f:5: " + key + " must be a whole number " + range + " (" + key + " = " + value + ")");
    }

    @Test
    void readsOurOwnKeys() {
        Param param = Pfiles.param(
                "IPCKEY 1",
                "DETECT Poll",
                "SCRIPT_TIMEOUT 0",
                "SETTLE 250",
                "MONITOR_TRY_COUNT 5",
                "MSG_CHECK_INTERVAL 1");

        assertThat(param.detect()).isEqualTo(Param.Detect.POLL);
        assertThat(param.scriptTimeout()).isZero();
        assertThat(param.settle()).contains(Duration.ofMillis(250));
        assertThat(param.monitorTryCount()).isEqualTo(5);
        assertThat(param.msgCheckInterval()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void quotesProtectBlanksAndNumberSigns() {
        assertThat(Pfiles.param("IPCKEY 1", "SHM_DUMP_FILE = \"/a b/dump #1\" # why")
                        .shmDumpFile())
                .contains("/a b/dump #1");
        assertThat(Pfiles.param("IPCKEY 1", "SHM_DUMP_FILE /a#b").shmDumpFile()).contains("/a#b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "DETECT | DETECT has no value",
                "DETECT = # event | DETECT has no value",
                "DETECT ''| DETECT has no value",
                "DETECT sometimes | DETECT must be event or poll",
                "DETECT \"poll | the quote at the value of DETECT is never closed",
                "DETECT 'poll' x | there is text behind the quoted value of DETECT",
                "= 5 | there is no key before =",
                "SHM_DUMP_FILE /tmp/ | SHM_DUMP_FILE must name a file, not a directory",
            })
    void saysWhatIsWrongWithALine(String line, String what) {
        assertThat(Pfiles.parseParams("IPCKEY 1", line).problems())
                .extracting(Problem::line, Problem::what)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(5, what));
    }

    @Test
    void anUnknownKeyIsAWarningAndTheFileIsGood() {
        PfileResult result = Pfiles.parseParams("IPCKEY 1", "MAX_PROC_COUNT 7 # not ours");

        assertThat(Pfiles.good(result).warnings()).isEqualTo(result.problems());
        assertThat(Pfiles.texts(result))
                .containsExactly("f:5: warning: unknown PARAM key MAX_PROC_COUNT is ignored (MAX_PROC_COUNT 7)");
    }
}
