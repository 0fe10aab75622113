package org.okiagari.pfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.okiagari.api.text.Problem;

class ScriptEnvironmentParserTest {
    private static ScriptEnvironmentResult parse(String... lines) {
        return ScriptEnvironmentParser.parse(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void withoutAFileThereIsPathAndAnOrdinaryUmask() {
        ScriptEnvironment environment = parse("").environment();

        assertThat(environment).isEqualTo(ScriptEnvironment.defaults());
        assertThat(environment.umask()).isEqualTo(022);
        assertThat(environment.variables()).isEqualTo(Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
    }

    @Test
    void readsNamesAndValues() {
        ScriptEnvironmentResult result = parse(
                "# environment of restart scripts",
                "LANG=ja_JP.UTF-8   # 日本語",
                "UMASK = 0077",
                "PATH=/opt/bin:/bin",
                "export GREETING=\"hello # world\"",
                "EMPTY=",
                "QUOTES='$HOME \"x\"'",
                "URL=http://x/?a=b#c");

        assertThat(result.warnings()).isEmpty();
        assertThat(result.environment().umask()).isEqualTo(077);
        assertThat(result.environment().path()).isEqualTo("/opt/bin:/bin");
        assertThat(result.environment().variables())
                .isEqualTo(Map.of(
                        "LANG", "ja_JP.UTF-8",
                        "PATH", "/opt/bin:/bin",
                        "GREETING", "hello # world",
                        "EMPTY", "",
                        "QUOTES", "$HOME \"x\"",
                        "URL", "http://x/?a=b#c"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "LANG ja | this is not NAME=value and is left out",
                "2X=1 | this is not NAME=value and is left out",
                "A-B=1 | this is not NAME=value and is left out",
                "=1 | this is not NAME=value and is left out",
                "X=\"y | the quote at the value of X is never closed, the line is left out",
                "UMASK=8 | UMASK must be an octal number from 000 to 777, the default 022 holds",
                "UMASK=1777 | UMASK must be an octal number from 000 to 777, the default 022 holds",
            })
    void whatIsNotUnderstoodIsAWarningWithItsLine(String line, String what) {
        ScriptEnvironmentResult result = parse("", line);

        assertThat(result.environment()).isEqualTo(ScriptEnvironment.defaults());
        assertThat(result.warnings()).containsExactly(Problem.warning(2, what, line));
    }

    @Test
    void theLastOfTwoEqualNamesHolds() {
        ScriptEnvironmentResult result = parse("A=1", "A=2");

        assertThat(result.environment().variables()).containsEntry("A", "2");
        assertThat(result.warnings()).hasSize(1);
    }
}
