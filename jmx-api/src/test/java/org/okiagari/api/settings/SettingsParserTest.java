package org.okiagari.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.okiagari.api.settings.SyslogTarget.Kind;
import org.okiagari.api.text.Problem;
import org.okiagari.api.text.Text;

class SettingsParserTest {
    private static SettingsResult parse(String... lines) {
        return SettingsParser.parse(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }

    private static Settings clean(String... lines) {
        SettingsResult result = parse(lines);
        assertThat(result.warnings()).isEmpty();
        return result.settings();
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        assertThat(clean("")).isEqualTo(Settings.defaults());
        assertThat(Settings.defaults().logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(Settings.defaults().eventQueueSize()).isEqualTo(2048);
        assertThat(Settings.defaults().heartbeatPort()).isEqualTo(65000);
        assertThat(Settings.defaults().retryInterval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(Settings.defaults().pfiles()).containsExactly("bin/pfile_*", "pfile_*");
        assertThat(Settings.defaults().restartParallel()).isEqualTo(8);
        assertThat(Settings.defaults().allowUnsafePaths()).isFalse();
        assertThat(Settings.defaults().eventsKeep()).isEqualTo(new EventsKeep(10, 10 * 1024 * 1024));
    }

    @Test
    void readsEveryKey() {
        Settings settings = clean(
                "# agent",
                "LOG_LEVEL = debug # more",
                "EVENT_QUEUE_SIZE=4096",
                "HEARTBEAT_PORT = 65001",
                "RETRY_INTERVAL = 30",
                "PFILES = bin/pfile_* , extra/*.pfile",
                "HTTP_ADDRESS = 0.0.0.0",
                "HTTP_PORT = 8081",
                "HTTPS_PORT = 8443",
                "TLS_CERT = \"/etc/my certs/a#b.pem\"",
                "TLS_KEY = key.pem",
                "ALLOWED_HOSTS = a.example, b.example",
                "ALLOWED_ORIGINS = https://Hawtio.example:8444 http://[::1]:9",
                "SYSLOG = udp:[::1]:514",
                "SWITCH_COMMAND = clpgrp -m \"group a\" # cluster",
                "RESTART_PARALLEL = 0",
                "ALLOW_UNSAFE_PATHS = Yes",
                "EVENTS_KEEP = 3 x 1 GiB");

        assertThat(settings)
                .isEqualTo(new Settings(
                        LogLevel.DEBUG,
                        4096,
                        65001,
                        Duration.ofSeconds(30),
                        List.of("bin/pfile_*", "extra/*.pfile"),
                        "0.0.0.0",
                        8081,
                        8443,
                        Optional.of("/etc/my certs/a#b.pem"),
                        Optional.of("key.pem"),
                        List.of("a.example", "b.example"),
                        List.of("https://hawtio.example:8444", "http://[::1]:9"),
                        new SyslogTarget(Kind.UDP, "::1", 514),
                        "clpgrp -m \"group a\"",
                        0,
                        true,
                        new EventsKeep(3, 1L << 30)));
    }

    @Test
    void aListOrCommandWithoutValueIsNone() {
        Settings settings = clean("PFILES =", "SWITCH_COMMAND = \"\"", "ALLOWED_HOSTS = # nobody");

        assertThat(settings.pfiles()).isEmpty();
        assertThat(settings.switchCommand()).isEmpty();
        assertThat(settings.allowedHosts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"clpgrp -m a\" | clpgrp -m a",
                "'/opt/my cluster/switch' | /opt/my cluster/switch",
                "\"/opt/my cluster/switch\" -m 'a b' | \"/opt/my cluster/switch\" -m 'a b'",
            })
    void quotesRoundTheWholeSwitchCommandAreTakenAway(String written, String read) {
        assertThat(clean("SWITCH_COMMAND = " + written).switchCommand()).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "COLOUR = blue | unknown key COLOUR is ignored",
                "MANAGER = host | MANAGER is not used by this version",
                "LOG_LEVEL = LOUD | LOG_LEVEL must be DEBUG, INFO, WARN or ERROR, the default holds",
                "LOG_LEVEL = | LOG_LEVEL has no value, the default holds",
                "LOG_LEVEL = \"INFO | the quote at the value of LOG_LEVEL is never closed, the default holds",
                "HTTP_PORT = 65536 | HTTP_PORT must be a whole number from 0 to 65535, the default holds",
                "HTTP_ADDRESS = a b | HTTP_ADDRESS must be one address, the default holds",
                "ALLOWED_ORIGINS = hawtio.example | ALLOWED_ORIGINS must be like https://host:port, the default holds",
                "ALLOWED_ORIGINS = http://a/b | ALLOWED_ORIGINS must be like https://host:port, the default holds",
                "PFILES = ../x | PFILES must be globs below conf/, without .. and not from /, the default holds",
                "PFILES = /etc/* | PFILES must be globs below conf/, without .. and not from /, the default holds",
                "SYSLOG = udp:host | SYSLOG must be /dev/log, udp:host:port, tls:host:port or off, the default holds",
                "SYSLOG = tls::1 | SYSLOG must be /dev/log, udp:host:port, tls:host:port or off, the default holds",
                "SWITCH_COMMAND = x 'y | SWITCH_COMMAND: a quote (') is never closed, the default holds",
                "ALLOW_UNSAFE_PATHS = maybe | ALLOW_UNSAFE_PATHS must be yes or no, the default holds",
                "EVENTS_KEEP = ten | EVENTS_KEEP must have the form 10 x 10 MiB (1 to 1000 files, 64 KiB to 1 GiB),"
                        + " the default holds",
            })
    void whatIsNotUnderstoodIsAWarningWithItsLineAndTheDefaultHolds(String line, String what) {
        SettingsResult result = parse("", line);

        assertThat(result.settings()).isEqualTo(Settings.defaults());
        assertThat(result.warnings())
                .containsExactly(Problem.warning(
                        2,
                        what,
                        Text.withoutComment(line)
                                .replaceFirst(
                                        what.contains("must") || what.startsWith("SWITCH") ? "^[A-Z_]+ = " : "^$",
                                        "")));
    }

    @Test
    void theLastOfTwoEqualKeysHolds() {
        SettingsResult result = parse("HTTP_PORT = 1", "HTTP_PORT = 2");

        assertThat(result.settings().httpPort()).isEqualTo(2);
        assertThat(result.warnings())
                .extracting(warning -> warning.text("f"))
                .containsExactly(
                        "f:2: warning: HTTP_PORT is given twice, the one in line 1 does not count (HTTP_PORT = 2)");
    }

    @ParameterizedTest
    @CsvSource({
        "5, 5, 10485760",
        "1000 files, 1000, 10485760",
        "10 x 10 MiB, 10, 10485760",
        "1x64K, 1, 65536",
        "1000 * 1GB, 1000, 1073741824",
        "10 files of 10 MiB, 10, 10485760",
    })
    void eventsKeepIsFilesTimesSize(String text, int files, long bytes) {
        assertThat(EventsKeep.of(text)).contains(new EventsKeep(files, bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "0",
        "1001",
        "5 x",
        "0 x 1 MiB",
        "1001 x 1 MiB",
        "1 x 63 KiB",
        "1 x 2 GiB",
        "1 x 1",
        "x",
        "-1 x 1 MiB",
        "1 x 99999999999 KiB"
    })
    void eventsKeepOutsideOfItsRangesIsNone(String text) {
        assertThat(EventsKeep.of(text)).isEmpty();
    }

    @Test
    void syslogHasFourForms() {
        assertThat(SyslogTarget.of("/dev/log")).contains(SyslogTarget.DEV_LOG);
        assertThat(SyslogTarget.of("OFF")).contains(new SyslogTarget(Kind.OFF, "", 0));
        assertThat(SyslogTarget.of("udp:loghost:514")).contains(new SyslogTarget(Kind.UDP, "loghost", 514));
        assertThat(SyslogTarget.of("tls:10.0.0.1:6514")).contains(new SyslogTarget(Kind.TLS, "10.0.0.1", 6514));
    }
}
