package org.okiagari.api.settings;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.files.ServerUser;
import org.okiagari.api.text.Problem;

/**
 * What {@code conf/psagent.conf} says, read by whoever needs it in this one way: a file that is missing, or that somebody else
 * may have written, is all defaults.
 *
 * @param settings what holds
 * @param files the rule that follows from it for all other files
 * @param warnings what is odd in it, or why it is not used
 */
public record SettingsFile(Settings settings, SafeFiles files, List<String> warnings) {
    private static final long MOST_BYTES = 1 << 20;

    /** Copies the list. */
    public SettingsFile {
        warnings = List.copyOf(warnings);
    }

    /** Reads the file for a server of this process's user. */
    public static SettingsFile read(Path file) {
        return read(file, ServerUser.ofThisProcess());
    }

    /** Reads the file for a server of that user. */
    public static SettingsFile read(Path file, ServerUser user) {
        List<String> warnings = new ArrayList<>();
        // Choice (ADR 0080): what a stranger may have written cannot itself say that strangers are trusted.
        byte[] content = new SafeFiles(user, false).readOrSay(file, MOST_BYTES, warnings::add);
        SettingsResult result = SettingsParser.parse(content);
        for (Problem problem : result.warnings()) {
            warnings.add(problem.text(file.toString()));
        }
        SafeFiles files = new SafeFiles(user, result.settings().allowUnsafePaths());
        return new SettingsFile(result.settings(), files, warnings);
    }
}
