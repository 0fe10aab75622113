package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterpretersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sh",
                "dash",
                "bash",
                "ksh93",
                "zsh-5.9",
                "perl",
                "perl5.36.0",
                "python3",
                "python3.11",
                "ruby3.1",
                "php8.2",
                "node",
                "tclsh8.6",
                "lua5.4",
                "-bash"
            })
    void knowsInterpretersWithAnyVersion(String program) {
        assertThat(Interpreters.isInterpreter(program)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh", "shd", "perldoc", "luac", "nodejs2x", "crond", "", "fish", "python3-config"})
    void knowsNoOther(String program) {
        assertThat(Interpreters.isInterpreter(program)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dash    | sh /opt/d.sh start             | /opt/d.sh",
                "dash    | sh -e /opt/d.sh                | /opt/d.sh",
                "dash    | sh -eu -m /opt/d.sh            | /opt/d.sh",
                "bash    | bash -o pipefail /opt/d.sh     | /opt/d.sh",
                "bash    | bash -eo pipefail d.sh         | d.sh",
                "bash    | bash --rcfile /x /opt/d.sh     | /opt/d.sh",
                "bash    | bash --norc -- /opt/d.sh       | /opt/d.sh",
                "dash    | sh -c foo /opt/d.sh            | ''",
                "dash    | sh -ec foo                     | ''",
                "bash    | bash -lc foo                   | ''",
                "dash    | sh -s a                        | ''",
                "bash    | -bash                          | ''",
                "perl    | perl -w /opt/d.pl              | /opt/d.pl",
                "perl    | perl -Mstrict -I lib /opt/d.pl | /opt/d.pl",
                "perl    | perl -i.bake /opt/d.pl         | /opt/d.pl",
                "perl    | perl -we print /x              | ''",
                "perl    | perl -e print /x               | ''",
                "python3 | python3 -u -W error /opt/d.py  | /opt/d.py",
                "python3 | python3 -Wonce d.py            | d.py",
                "python3 | python3 -m http.server         | ''",
                "python3 | python3 -um http.server        | ''",
                "python3 | python3 -c pass d.py           | ''",
                "ruby3.1 | ruby -r json /opt/d.rb         | /opt/d.rb",
                "node    | node --require x /opt/d.js     | /opt/d.js",
                "node    | node --eval x                  | ''",
                "php8.2  | php -d a=b -f /opt/d.php       | /opt/d.php",
                "php8.2  | php -r x                       | ''",
                "lua5.4  | lua -l x /opt/d.lua            | /opt/d.lua",
                "tclsh8.6| tclsh /opt/d.tcl               | /opt/d.tcl",
                "crond   | crond /opt/d.sh                | ''",
            })
    void findsTheFirstArgumentThatIsNoOption(String program, String line, String script) {
        assertThat(Interpreters.script(program, List.of(line.split(" ")))).isEqualTo(script);
    }

    @Test
    void splitsArgumentsAtTheirEnds() {
        byte[] bytes = "sh\0\0a b\0\0\0".getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThat(CommandLine.split(bytes, bytes.length)).containsExactly("sh", "", "a b");
        assertThat(CommandLine.split(bytes, 0)).isEmpty();
        assertThat(CommandLine.split(new byte[3], 3)).isEmpty();
    }

    @Test
    void takesOnlyTheFirstWordOfATitle() {
        String title = "nginx: master process /usr/sbin/crond";

        assertThat(CommandLine.of("/usr/sbin/nginx", List.of(title), "").argv0())
                .isEqualTo("nginx:");
        assertThat(CommandLine.of("", List.of("/opt/My App/d"), "").argv0()).isEqualTo("/opt/My App/d");
    }

    @Test
    void makesScriptsAbsolute() {
        assertThat(CommandLine.of("/bin/dash", List.of("sh", "../x/d.sh"), "/no/where")
                        .script())
                .isEqualTo("/no/x/d.sh");
        assertThat(CommandLine.of("/bin/dash", List.of("sh", "d.sh"), "").script())
                .isEqualTo("d.sh");
    }
}
