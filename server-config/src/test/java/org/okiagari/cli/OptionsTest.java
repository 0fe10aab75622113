package org.okiagari.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void takesTheWordsOfACommandQuotedOrNot() {
        for (String line : new String[] {
            "-f|/p|-c|show|pent|--json",
            "-f|/p|-c|show pent|--json",
            "--json|-c|show|-f|/p|pent",
            "-f/p|-cshow|pent|--json"
        }) {
            PadminOptions options = PadminOptions.parse(line.split("\\|"));

            assertThat(options.verb()).isEqualTo("show pent");
            assertThat(options.pfile()).isEqualTo("/p");
            assertThat(options.json()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-x",
                "-l extra",
                "-l -f /p",
                "-f /p",
                "-f",
                "-c reload",
                "-f /p -c",
                "-f /p -c restart",
                "-f /p -c show",
                "-f /p -c reload now",
                "-f /p -c reload -p 1",
                "-f /p -c stop -p 0",
                "-f /p -c stop -p x",
                "-l -n 3",
                "-l --follow",
                "events -n 0",
                "events -n 10001",
                "events top",
                "-l --user me",
                "-l --url ftp://h",
                "-l --url http://h --user me",
                "--json=yes -l",
                "user",
                "user rename a",
                "user add",
                "user add a b c",
                "user passwd a secret-password",
                "user list a",
                "user remove a --role viewer",
                "-l --role viewer",
                "user list --url http://h"
            })
    void aWrongCommandLineOfPadminIsExit1AndOneSentence(String line) {
        String[] args = line.isEmpty() ? new String[0] : line.split(" ");

        assertThatThrownBy(() -> PadminOptions.parse(args)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(1);
            assertThat(failure.lines()).hasSize(1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-t", "-f", "-k", "/p", "-f /p -k /p", "-t -k /p", "-x", "-k /p --timeout 0"})
    void aWrongCommandLineOfPcheckIsExit1AndOneSentence(String line) {
        String[] args = line.isEmpty() ? new String[0] : line.split(" ");

        assertThatThrownBy(() -> PcheckOptions.parse(args)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.code()).isEqualTo(1);
            assertThat(failure.lines()).hasSize(1);
        });
    }

    @Test
    void readsTheCommandLinesOfPcheck() {
        assertThat(PcheckOptions.parse(new String[] {"-f", "/p"}))
                .isEqualTo(new PcheckOptions("run", "/p", false, 120));
        assertThat(PcheckOptions.parse(new String[] {"-t", "-f", "/p"}).verb()).isEqualTo("test");
        assertThat(PcheckOptions.parse(new String[] {"-k", "/p", "-y", "--timeout=9"}))
                .isEqualTo(new PcheckOptions("kill", "/p", true, 9));
        assertThat(PcheckOptions.parse(new String[] {"-f", "/p", "--help"}).verb())
                .isEqualTo("help");
    }

    @Test
    void completesTheAddressOfARemoteServer() {
        for (String url :
                new String[] {"http://h:1", "http://h:1/", "http://h:1/okiagari", "http://h:1/okiagari/jolokia"}) {
            Remote remote =
                    PadminOptions.parse(new String[] {"-l", "--url", url}).remote();

            assertThat(Objects.requireNonNull(remote).uri()).isEqualTo(URI.create("http://h:1/okiagari/jolokia"));
        }
    }

    @Test
    void jconsoleLogsInAsAdminUnlessToldOtherwise() {
        Remote remote = Objects.requireNonNull(
                JConsoleOptions.parse(new String[] {"--url", "https://h:8443"}).remote());
        assertThat(remote.uri()).isEqualTo(URI.create("https://h:8443/okiagari/jolokia"));
        assertThat(remote.user()).isEqualTo("admin");
        assertThat(JConsoleOptions.parse(new String[0]).remote()).isNull();
        assertThat(Objects.requireNonNull(JConsoleOptions.parse("--url https://h --user eye --cacert /c".split(" "))
                                .remote())
                        .user())
                .isEqualTo("eye");
        assertThat(JConsoleOptions.parse(new String[] {"--help"}).verb()).isEqualTo("help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--user me", "--cacert /c", "--url", "--url ftp://h", "--password-file /p", "4711"})
    void refusesWhatIsNoCommandLineOfJconsole(String line) {
        assertThatThrownBy(() -> JConsoleOptions.parse(line.split(" "))).isInstanceOf(Failure.class);
    }
}
