package org.okiagari.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandWordsTest {
    @Test
    void blanksPartWords() {
        assertThat(CommandWords.split(" systemctl \t restart  crond "))
                .isEqualTo(new CommandWords(List.of("systemctl", "restart", "crond"), ""));
    }

    @Test
    void quotesKeepAWordTogether() {
        assertThat(CommandWords.split("sh -c 'echo \"$HOME\" \\; #' a\"b c\"d ''")
                        .words())
                .containsExactly("sh", "-c", "echo \"$HOME\" \\; #", "ab cd", "");
    }

    @Test
    void aBackslashBetweenDoubleQuotesProtectsAQuoteAndItself() {
        assertThat(CommandWords.split("x \"a\\\"b\\\\\" \"\\n\"").words()).containsExactly("x", "a\"b\\", "\\n");
    }

    @Test
    void aBackslashElsewhereAndWhatAShellWouldExpandStandForThemselves() {
        assertThat(CommandWords.split("a\\ b $(id) `id` *.x > y; z | w & ~").words())
                .containsExactly("a\\", "b", "$(id)", "`id`", "*.x", ">", "y;", "z", "|", "w", "&", "~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c 'x", "sh -c \"x", "echo it's", "a \"b\\\""})
    void aQuoteThatStaysOpenIsAProblem(String command) {
        assertThat(CommandWords.split(command).problem())
                .startsWith("a quote (")
                .endsWith(") is never closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "''", "\"\" x"})
    void noCommandIsAProblem(String command) {
        assertThat(CommandWords.split(command).problem()).isEqualTo("there is no command");
    }
}
