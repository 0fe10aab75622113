package org.okiagari.pfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.okiagari.api.settings.SettingsParser;
import org.okiagari.api.text.CommandWords;
import org.okiagari.api.text.Escaper;
import org.okiagari.api.text.Problem;

/** Whatever bytes stand in a file that people write for us: an answer, never an exception, and harmless to show. */
class PfileFuzzTest {
    @FuzzTest
    @DictionaryEntries({
        "##### PARAM #####\\x0a",
        "##### PENT #####\\x0a",
        "IPCKEY 0x1f000501\\x0a",
        "MONITOR_INTERVAL = 10 # s\\x0a",
        "SHM_DUMP_FILE \\\"a b\\\"\\x0a",
        "/usr/sbin/crond : systemctl restart crond : 86400 : 3 : continue\\x0a",
        "a\\\\:b:-:0:0:exit:foo=1,bar=\\\"x:y\\\"\\x0a",
        "sh -c 'a \\\"b\\\" c'",
        "ALLOW_UNSAFE_PATHS = yes\\x0a",
        "PFILES = bin/*\\x0a",
        "EVENTS_KEEP = 10 x 10 MiB\\x0a",
        "SYSLOG = udp:host:514\\x0a",
        "UMASK=022\\x0a",
        "export LANG='C'\\x0a",
        ":shutdown",
        ":switch",
        "\\x0d\\x0a",
        "\\xe3\\x80\\x80#"
    })
    void anyBytesAreAnswered(byte[] content) {
        PfileResult pfile = PfileParser.parse(content);
        assertThat(pfile.pfile().isEmpty()).isEqualTo(pfile.problems().stream().anyMatch(Problem::isError));
        assertShowable(pfile.problems(), content);
        assertShowable(SettingsParser.parse(content).warnings(), content);
        ScriptEnvironmentResult environment = ScriptEnvironmentParser.parse(content);
        assertShowable(environment.warnings(), content);
        assertThat(environment.environment().umask()).isBetween(0, 0777);
        String text = new String(content, StandardCharsets.UTF_8);
        CommandWords words = CommandWords.split(text);
        assertThat(words.isGood()).isEqualTo(words.problem().isEmpty());
        assertHarmless(Escaper.escape(text));
        assertHarmless(Escaper.escape(content));
    }

    private static void assertShowable(List<Problem> problems, byte[] content) {
        for (Problem problem : problems) {
            assertThat(problem.line()).isBetween(0, content.length + 1);
            assertThat(problem.text("f").chars()).noneMatch(c -> c < 0x20 || c == 0x7f || c == 0x1b);
        }
    }

    private static void assertHarmless(String shown) {
        assertThat(shown).hasSizeLessThanOrEqualTo(Escaper.MAX_LENGTH);
        assertThat(shown.codePoints())
                .noneMatch(c -> Character.getType(c) == Character.CONTROL
                        || Character.getType(c) == Character.FORMAT
                        || Character.getType(c) == Character.SURROGATE);
    }
}
