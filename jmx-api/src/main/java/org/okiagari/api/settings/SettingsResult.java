package org.okiagari.api.settings;

import java.util.List;
import org.okiagari.api.text.Problem;

/**
 * What a parser made of psagent.conf.
 *
 * @param settings the settings, defaults where the file says nothing usable
 * @param warnings what was not understood, by line
 */
public record SettingsResult(Settings settings, List<Problem> warnings) {
    /** Copies the list. */
    public SettingsResult {
        warnings = List.copyOf(warnings);
    }
}
