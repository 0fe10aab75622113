package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Any local user chooses the name and the arguments of his processes: they change nothing that we read behind them. */
class ProcFuzzTest {
    private static final String BEHIND = ") S 7 8 9 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 31 0 123456 1 2";

    @FuzzTest
    @DictionaryEntries({
        "1 (sshd) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20\\x0a",
        ") Z 1 1 1 0 -1 4227140 0 0 0 0 0 0 0 0 20 0 1 0 5\\x0a",
        "(sd-pam)",
        "/bin/sh\\x00-c\\x00x\\x00",
        "python3\\x00-m\\x00http.server\\x00",
        "perl\\x00-e\\x00x\\x00/opt/a.pl\\x00",
        "nginx: master process /usr/sbin/nginx",
        "bash\\x00-o\\x00posix\\x00--rcfile\\x00f\\x00s.sh\\x00"
    })
    void anyNameAndAnyArgumentsAreRead(byte[] bytes) {
        ProcStat.parse(bytes, bytes.length);
        ProcStat.waitStatus(bytes, bytes.length);
        assertThat(ProcStat.parse(bytes, bytes.length / 2))
                .isEqualTo(ProcStat.parse(Arrays.copyOf(bytes, bytes.length / 2), bytes.length / 2));

        byte[] stat = named(bytes);
        assertThat(ProcStat.parse(stat, stat.length)).contains(new ProcStat('S', 7, 8, 9, 4194560, 31, 123456));

        List<String> arguments = CommandLine.split(bytes, bytes.length);
        assertThat(arguments).hasSizeLessThanOrEqualTo(bytes.length);
        assertThat(arguments).noneMatch(argument -> argument.indexOf('\0') >= 0);
        if (!arguments.isEmpty()) {
            for (String program : List.of("sh", "python3.11", "perl", "java", Texts.baseName(arguments.get(0)))) {
                String script = Interpreters.script(program, arguments);
                assertThat(script.isEmpty() || arguments.contains(script))
                        .as(script)
                        .isTrue();
            }
        }
    }

    /** The kernel lets a name be 15 bytes long; here it is as long as it likes. */
    private static byte[] named(byte[] name) {
        byte[] head = "4711 (".getBytes(StandardCharsets.US_ASCII);
        byte[] tail = BEHIND.getBytes(StandardCharsets.US_ASCII);
        byte[] stat = Arrays.copyOf(head, head.length + name.length + tail.length);
        System.arraycopy(name, 0, stat, head.length, name.length);
        System.arraycopy(tail, 0, stat, head.length + name.length, tail.length);
        return stat;
    }
}
