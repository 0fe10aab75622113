package org.okiagari.api.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.okiagari.api.text.Numbers;

/**
 * EVENTS_KEEP: how much of {@code log/events.jsonl} is kept.
 *
 * @param files number of files, 1 to 1000
 * @param bytesPerFile size at which a new one is begun, 64 KiB to 1 GiB
 */
public record EventsKeep(int files, long bytesPerFile) {
    private static final Pattern FORM =
            Pattern.compile("([0-9]+)(?:\\s*files?)?(?:\\s*(?:[xX*]|of)\\s*([0-9]+)\\s*([kKmMgG])(?:[iI]?[bB])?)?");
    private static final long LEAST_BYTES = 64L << 10;
    private static final long MOST_BYTES = 1L << 30;
    private static final long USUAL_BYTES = 10L << 20;

    /** Reads {@code 10 x 10 MiB}: files, x (or {@code files of}), size with KiB, MiB or GiB (K, KB mean KiB); or files alone. */
    static Optional<EventsKeep> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        OptionalLong files = Numbers.decimal(form.group(1), 1, 1000);
        if (form.group(2) == null) {
            return files.isPresent()
                    ? Optional.of(new EventsKeep((int) files.getAsLong(), USUAL_BYTES))
                    : Optional.empty();
        }
        int shift = switch (form.group(3).toUpperCase(Locale.ROOT)) {
            case "K" -> 10;
            case "M" -> 20;
            default -> 30;
        };
        OptionalLong size = Numbers.decimal(form.group(2), 1, MOST_BYTES >> shift);
        if (files.isEmpty() || size.isEmpty() || size.getAsLong() << shift < LEAST_BYTES) {
            return Optional.empty();
        }
        return Optional.of(new EventsKeep((int) files.getAsLong(), size.getAsLong() << shift));
    }
}
