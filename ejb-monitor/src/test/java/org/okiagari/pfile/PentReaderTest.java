package org.okiagari.pfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.api.text.Problem;

class PentReaderTest {
    @Test
    void allBetweenNameAndGraceIsTheCommand() {
        Pent pent = Pfiles.pent("foo:systemctl restart foo@1:2:600:3:switch");

        assertThat(pent.command()).isEqualTo("systemctl restart foo@1:2");
        assertThat(pent.grace()).isEqualTo(Duration.ofSeconds(600));
        assertThat(pent.retry()).isEqualTo(3);
        assertThat(pent.action()).isEqualTo(RetryOverAction.SWITCH);
    }

    @Test
    void anEscapedColonBelongsToTheName() {
        Pent pent = Pfiles.pent("my\\:daemon\\ x\\:1 : /bin/true:60:1:exit");

        assertThat(pent.pname()).isEqualTo("my:daemon\\ x:1");
        assertThat(pent.command()).isEqualTo("/bin/true");
    }

    @Test
    void blanksRoundFieldsDoNotCount() {
        Pent pent = Pfiles.pent("\t/usr/sbin/crond \t:  systemctl  restart crond\t: 86400 : 3 : Shutdown   # why");

        assertThat(pent)
                .isEqualTo(new Pent(
                        1,
                        4,
                        "/usr/sbin/crond",
                        "systemctl  restart crond",
                        Duration.ofSeconds(86400),
                        3,
                        RetryOverAction.SHUTDOWN,
                        "Shutdown"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foo:sh -c 'a:b=c':60:3:exit | sh -c 'a:b=c'",
                "foo:env A=b cmd:60:3:exit | env A=b cmd",
                "foo:a#b:60:3:exit | a#b",
                "foo:-:60:3:exit | -",
                "foo::x:60:3:exit | :x",
                "foo:x=\"1:2\" y:60:3:exit | x=\"1:2\" y",
            })
    void keepsTheCommandAsWritten(String line, String command) {
        assertThat(Pfiles.pent(line).command()).isEqualTo(command);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "foo | a PENT is process:restart command:GRACE:retry:action, there is no colon here",
                "foo:60:3:exit | a PENT is process:restart command:GRACE:retry:action, but only 4 fields are here",
                "foo\\:-:0:0:exit | a PENT is process:restart command:GRACE:retry:action, but only 4 fields are here",
                "foo::60:3:exit | the restart command is empty: write - to only report",
                "foo:-:60:3: | the retry-over action must be continue, exit, shutdown or switch, it is empty",
                "foo:-:60:3:exit: | the line ends with a colon: take it away, or write options behind it",
                "foo:-:60::exit | retry must be a whole number from 0 to 2147483647, it is empty",
                "foo:-:-1:3:exit | GRACE must be a whole number from 0 to 2147483647, not -1",
                "foo:-:2147483648:3:exit | GRACE must be a whole number from 0 to 2147483647, not 2147483648",
                "foo:-:1:99999999999999999999:exit"
                        + " | retry must be a whole number from 0 to 2147483647, not 99999999999999999999",
                "foo:-:1:3:exits | the retry-over action must be continue, exit, shutdown or switch, not exits",
                "foo:-:1:3:exit:now | options behind the action must have the form key=value",
                "foo:sh -c 'x:1:3:exit | restart command: a quote (') is never closed",
                "foo:\"\":1:3:exit | restart command: there is no command",
                "bin/foo:-:1:3:exit | the process must be a bare name or an absolute path to a program",
                "./foo:-:1:3:exit | the process must be a bare name or an absolute path to a program",
                "/usr/bin/:-:1:3:exit | the process must be a bare name or an absolute path to a program",
                " :-:1:3:exit | the process name is empty",
            })
    void saysWhatIsWrongWithALine(String line, String what) {
        PfileResult result = Pfiles.parsePents(line);

        assertThat(result.pfile()).isEmpty();
        assertThat(result.problems())
                .extracting(Problem::line, Problem::what)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(4, what));
    }

    @Test
    void namesEveryUnknownOption() {
        PfileResult result = Pfiles.parsePents("foo:-:1:3:exit:user=\"a,b:c\", port='1:2' ,=x,y");

        assertThat(Pfiles.texts(result))
                .containsExactly(
                        "f:4: unknown option user: this version knows none (user=\"a,b:c\")",
                        "f:4: unknown option port: this version knows none (port='1:2')",
                        "f:4: an option must have the form key=value (=x)",
                        "f:4: an option must have the form key=value (y)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"continue", "CONTINUE", "Continue"})
    void anActionMayBeInAnyCaseAndIsKeptAsWritten(String action) {
        Pent pent = Pfiles.pent("foo:-:1:3:" + action);

        assertThat(pent.action()).isEqualTo(RetryOverAction.CONTINUE);
        assertThat(pent.actionText()).isEqualTo(action);
    }

    @Test
    void equalNamesAreAllowedWithAWarning() {
        PfileResult result = Pfiles.parsePents("foo:-:0:0:exit", "bar:-:0:0:exit", "foo:/bin/true:9:1:exit");

        assertThat(Pfiles.good(result).pents()).extracting(Pent::id).containsExactly(1, 2, 3);
        assertThat(Pfiles.texts(result))
                .containsExactly(
                        "f:6: warning: the process foo is monitored already by line 4 (foo:/bin/true:9:1:exit)");
    }

    @Test
    void aNumberSignAfterABlankStartsACommentEvenBetweenQuotes() {
        assertThat(Pfiles.texts(Pfiles.parsePents("foo:sh -c 'a # b':1:3:exit")))
                .containsExactly("f:4: a PENT is process:restart command:GRACE:retry:action, but only 2 fields are here"
                        + " (foo:sh -c 'a)");
    }
}
