package org.okiagari.ejb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.okiagari.linux.SafeFiles;
import org.okiagari.pfile.Problem;
import org.okiagari.pfile.ScriptEnvironment;
import org.okiagari.pfile.ScriptEnvironmentParser;
import org.okiagari.pfile.ScriptEnvironmentResult;
import org.okiagari.pfile.Settings;
import org.okiagari.pfile.SettingsParser;
import org.okiagari.pfile.SettingsResult;

/**
 * conf/psagent.conf and conf/psenv as they are at the start.
 *
 * @param settings what holds
 * @param environment of restart scripts
 * @param files the rule for all other files
 * @param warnings what is odd in them, for the log
 */
record SettingsFiles(Settings settings, ScriptEnvironment environment, SafeFiles files, List<String> warnings) {
    private static final long MOST_BYTES = 1 << 20;

    /** Returns what holds without any file. */
    static SettingsFiles none() {
        return new SettingsFiles(
                Settings.defaults(), ScriptEnvironment.defaults(), SafeFiles.ofThisProcess(false), new ArrayList<>());
    }

    /** Reads both; a missing file is all defaults. */
    static SettingsFiles read(Path conf) {
        List<String> warnings = new ArrayList<>();
        // Choice (ADR 0080): what a stranger may have written cannot itself say that strangers are trusted.
        Path agent = conf.resolve("psagent.conf");
        SettingsResult settings = SettingsParser.parse(bytes(SafeFiles.ofThisProcess(false), agent, warnings));
        say(agent, settings.warnings(), warnings);

        SafeFiles files = SafeFiles.ofThisProcess(settings.settings().allowUnsafePaths());
        Path psenv = conf.resolve("psenv");
        ScriptEnvironmentResult environment = ScriptEnvironmentParser.parse(bytes(files, psenv, warnings));
        say(psenv, environment.warnings(), warnings);
        return new SettingsFiles(settings.settings(), environment.environment(), files, warnings);
    }

    private static byte[] bytes(SafeFiles files, Path file, List<String> warnings) {
        SafeFiles.Reading reading = files.read(file, MOST_BYTES);
        if (reading instanceof SafeFiles.Reading.Content content) {
            if (!content.warning().isEmpty()) {
                warnings.add(content.warning());
            }
            return content.bytes();
        }
        SafeFiles.Reading.Unusable unusable = (SafeFiles.Reading.Unusable) reading;
        if (!unusable.isMissing()) {
            warnings.add(unusable.why() + "; the defaults hold");
        }
        return new byte[0];
    }

    private static void say(Path file, List<Problem> problems, List<String> warnings) {
        problems.forEach(problem -> warnings.add(problem.text(file.toString())));
    }
}
