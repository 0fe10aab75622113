package org.okiagari.api.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.okiagari.api.text.CommandWords;
import org.okiagari.api.text.Escaper;
import org.okiagari.api.text.KeyValue;
import org.okiagari.api.text.Lines;
import org.okiagari.api.text.Numbers;
import org.okiagari.api.text.Problems;
import org.okiagari.api.text.Text;

/**
 * Parses {@code conf/psagent.conf}: {@code KEY = value # comment}.
 *
 * <p>Never an error: an unknown key or a bad value gets a warning with its line, and the default holds. A key given twice
 * gets a warning, and the last one holds.
 */
public final class SettingsParser {
    private static final Set<String> LATER = Set.of("MANAGER", "ROLE", "EVENT_SPOOL_MAX");
    private static final Set<String> KNOWN = Set.of(
            "LOG_LEVEL",
            "EVENT_QUEUE_SIZE",
            "HEARTBEAT_PORT",
            "RETRY_INTERVAL",
            "PFILES",
            "HTTP_ADDRESS",
            "HTTP_PORT",
            "HTTPS_PORT",
            "TLS_CERT",
            "TLS_KEY",
            "ALLOWED_HOSTS",
            "ALLOWED_ORIGINS",
            "SYSLOG",
            "SWITCH_COMMAND",
            "RESTART_PARALLEL",
            "ALLOW_UNSAFE_PATHS",
            "EVENTS_KEEP");
    private static final Set<String> MAY_BE_EMPTY =
            Set.of("PFILES", "ALLOWED_HOSTS", "ALLOWED_ORIGINS", "SWITCH_COMMAND");
    private static final Pattern ORIGIN = Pattern.compile("https?://([a-z0-9.-]+|\\[[0-9a-f:]+])(:[0-9]{1,5})?");
    private static final int PORTS = 65535;

    private final Problems problems = new Problems();
    private final Map<String, Entry> entries = new HashMap<>();

    private SettingsParser() {}

    private record Entry(int line, KeyValue pair) {}

    /** Returns the settings of these bytes; no bytes are all defaults. */
    public static SettingsResult parse(byte[] content) {
        SettingsParser parser = new SettingsParser();
        Lines lines = new Lines(content);
        while (lines.hasNext()) {
            parser.line(lines.next());
        }
        Settings settings = parser.settings(Settings.defaults());
        return new SettingsResult(settings, parser.problems.sorted());
    }

    private void line(Lines.Line line) {
        String text = Text.withoutComment(line.text());
        if (line.isTooLong()) {
            warn(line.number(), "the line is longer than " + Lines.MAX_LENGTH + " bytes", text);
        } else if (!text.isEmpty()) {
            pair(line.number(), KeyValue.read(line.text()), text);
        }
    }

    private void pair(int line, KeyValue pair, String text) {
        String key = Escaper.escape(pair.key());
        if (LATER.contains(key)) {
            warn(line, key + " is not used by this version", text);
        } else if (!KNOWN.contains(key)) {
            warn(line, "unknown key " + key + " is ignored", text);
        } else if (!pair.problem().isEmpty() && !key.equals("SWITCH_COMMAND")) {
            warn(line, pair.problem() + ", the default holds", text);
        } else if (pair.value().isEmpty() && !MAY_BE_EMPTY.contains(key)) {
            warn(line, key + " has no value, the default holds", text);
        } else {
            Entry before = entries.put(key, new Entry(line, pair));
            if (before != null) {
                warn(line, key + " is given twice, the one in line " + before.line() + " does not count", text);
            }
        }
    }

    private Settings settings(Settings or) {
        return new Settings(
                value("LOG_LEVEL", or.logLevel(), "be DEBUG, INFO, WARN or ERROR", SettingsParser::logLevel),
                number("EVENT_QUEUE_SIZE", or.eventQueueSize(), 16, 1_000_000),
                number("HEARTBEAT_PORT", or.heartbeatPort(), 1, PORTS),
                Duration.ofSeconds(
                        number("RETRY_INTERVAL", (int) or.retryInterval().toSeconds(), 1, 86400)),
                value("PFILES", or.pfiles(), "be globs below conf/, without .. and not from /", SettingsParser::globs),
                value("HTTP_ADDRESS", or.httpAddress(), "be one address", SettingsParser::word),
                number("HTTP_PORT", or.httpPort(), 0, PORTS),
                number("HTTPS_PORT", or.httpsPort(), 0, PORTS),
                value("TLS_CERT", or.tlsCert(), "be a path", text -> Optional.of(Optional.of(text))),
                value("TLS_KEY", or.tlsKey(), "be a path", text -> Optional.of(Optional.of(text))),
                value("ALLOWED_HOSTS", or.allowedHosts(), "be host names", text -> Optional.of(words(text))),
                value("ALLOWED_ORIGINS", or.allowedOrigins(), "be like https://host:port", SettingsParser::origins),
                value("SYSLOG", or.syslog(), "be /dev/log, udp:host:port, tls:host:port or off", SyslogTarget::of),
                switchCommand(or.switchCommand()),
                number("RESTART_PARALLEL", or.restartParallel(), 0, 10_000),
                value("ALLOW_UNSAFE_PATHS", or.allowUnsafePaths(), "be yes or no", SettingsParser::yesOrNo),
                value(
                        "EVENTS_KEEP",
                        or.eventsKeep(),
                        "have the form 10 x 10 MiB (1 to 1000 files, 64 KiB to 1 GiB)",
                        EventsKeep::of));
    }

    private <T> T value(String key, T otherwise, String must, Function<String, Optional<T>> reader) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return otherwise;
        }
        Optional<T> value = reader.apply(entry.pair().value());
        if (value.isEmpty()) {
            warn(
                    entry.line(),
                    key + " must " + must + ", the default holds",
                    entry.pair().raw());
        }
        return value.orElse(otherwise);
    }

    private int number(String key, int otherwise, int least, int most) {
        String must = "be a whole number from " + least + " to " + most;
        return value(key, otherwise, must, text -> {
            OptionalLong number = Numbers.decimal(text, least, most);
            return number.isPresent() ? Optional.of((int) number.getAsLong()) : Optional.empty();
        });
    }

    /** Quotes round the whole command are taken away; any others part its words, as in a pfile. */
    private String switchCommand(String otherwise) {
        Entry entry = entries.get("SWITCH_COMMAND");
        if (entry == null) {
            return otherwise;
        }
        KeyValue pair = entry.pair();
        String command = pair.problem().isEmpty() ? pair.value() : pair.raw();
        CommandWords words = CommandWords.split(command);
        if (command.isEmpty() || words.isGood()) {
            return command;
        }
        warn(entry.line(), "SWITCH_COMMAND: " + words.problem() + ", the default holds", pair.raw());
        return otherwise;
    }

    private void warn(int line, String what, String seen) {
        problems.warning(line, what, seen);
    }

    private static Optional<LogLevel> logLevel(String text) {
        String name = text.toUpperCase(Locale.ROOT);
        for (LogLevel level : LogLevel.values()) {
            if (level.name().equals(name)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    private static Optional<Boolean> yesOrNo(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on", "1" -> Optional.of(true);
            case "no", "false", "off", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<String> word(String text) {
        return words(text).size() == 1 ? Optional.of(text) : Optional.empty();
    }

    private static Optional<List<String>> globs(String text) {
        List<String> globs = words(text);
        boolean isBelowConf = globs.stream()
                .noneMatch(
                        glob -> glob.startsWith("/") || List.of(glob.split("/")).contains(".."));
        return isBelowConf ? Optional.of(globs) : Optional.empty();
    }

    /** As browsers write them, so that they can be compared: lower case, nothing behind the port. */
    private static Optional<List<String>> origins(String text) {
        List<String> origins = words(text.toLowerCase(Locale.ROOT));
        return origins.stream().allMatch(ORIGIN.asMatchPredicate()) ? Optional.of(origins) : Optional.empty();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split("[\\s,]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
