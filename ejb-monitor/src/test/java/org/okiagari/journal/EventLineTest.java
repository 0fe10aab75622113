package org.okiagari.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.saver.Event;
import org.okiagari.saver.EventType;

/** What is written, and that the same is read back. */
class EventLineTest {
    @Test
    void writesOneLineWithTheKeysOfTheContractInTheirOrder() {
        String line =
                new String(EventLine.bytes(TestEvents.recorded(7, TestEvents.down(8033))), StandardCharsets.UTF_8);

        assertThat(line)
                .isEqualTo("{\"time\":\"2007-01-18T13:34:43.000+09:00\",\"host\":\"host1\",\"pcheck\":\"pfile_crond\","
                        + "\"pent\":\"crond\",\"pent_id\":1,\"event\":\"pent.down\",\"pid\":8033,"
                        + "\"detail\":{\"exit\":\"signal 9\"},\"seq\":7}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "quote \" and \\ backslash",
                "line\nfeed \r\t \u0000 \u001b[31m",
                "日本語 😀",
                "braces } { \"seq\":9}",
                "\u2028 \u0085"
            })
    void readsBackWhatItWrote(String text) {
        Event event = new Event(EventType.PENT_UP, text, 3, 5, Map.of("why", text, "n", 5, "b", true), List.of());

        String line = new String(EventLine.bytes(TestEvents.recorded(1, event)), StandardCharsets.UTF_8);

        assertThat(line.strip()).doesNotContainPattern("\\p{Cntrl}");
        assertThat(EventLine.parse(line.strip()))
                .contains(EventLine.text(TestEvents.recorded(1, event)))
                .hasValueSatisfying(read -> assertThat(read.pent()).isEqualTo(text));
        assertThat(EventLine.seq(line.strip())).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"seq\":1", "{\"seq\":1}x", "seq", "{\"seq\":\"\\u00\"}", "{\"a\":{\"b\":1}"})
    void takesNoTornLine(String line) {
        assertThat(EventLine.parse(line)).isEmpty();
    }
}
