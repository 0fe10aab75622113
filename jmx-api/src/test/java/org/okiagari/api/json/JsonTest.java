package org.okiagari.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsEveryKindOfValue() {
        Object value = JsonReader.parse(" {\"a\" : [1, -2, 2.5, 1e3, true, false, null], \"b\":{}, \"c\":[] } ");

        assertThat(value)
                .isEqualTo(Map.of(
                        "a", Arrays.asList(1L, -2L, 2.5, 1000.0, true, false, null), "b", Map.of(), "c", List.of()));
    }

    @Test
    void readsEscapes() {
        assertThat(JsonReader.parse("\"a\\n\\t\\\"\\\\\\/\\u3042\"")).isEqualTo("a\n\t\"\\/あ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,]", "{\"a\"}", "\"x", "tru", "1 2", "{,}", "\"\\u12\"", "nul", "-"})
    void refusesWhatIsNoJson(String text) {
        assertThatThrownBy(() -> JsonReader.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThatThrownBy(() -> JsonReader.parse("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsBackWhatItWrites() {
        Object value = Map.of("k\"\\", Arrays.asList("a\u001b\u2028\u202e\n\u0000", 1L, null, true, Map.of()));

        String text = JsonWriter.write(value);

        assertThat(text).doesNotContainPattern("\\p{Cntrl}").doesNotContain("\u2028");
        assertThat(JsonReader.parse(text)).isEqualTo(value);
    }

    @Test
    void escapesHalvesOfCharactersThatUtf8CannotCarryAndWhatCannotBeSeen() {
        assertThat(JsonWriter.write("\ud83d")).isEqualTo("\"\\ud83d\"");
        assertThat(JsonWriter.write("\ude00x")).isEqualTo("\"\\ude00x\"");
        assertThat(JsonWriter.write("\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
        assertThat(JsonWriter.write("\udb40\udc01\u200b")).isEqualTo("\"\\udb40\\udc01\\u200b\"");
    }
}
