package org.okiagari.ejb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.settings.Settings;
import org.okiagari.api.settings.SettingsFile;
import org.okiagari.pfile.ScriptEnvironment;
import org.okiagari.pfile.ScriptEnvironmentParser;
import org.okiagari.pfile.ScriptEnvironmentResult;

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
        SettingsFile agent = SettingsFile.read(conf.resolve("psagent.conf"));
        List<String> warnings = new ArrayList<>(agent.warnings());
        Path psenv = conf.resolve("psenv");
        ScriptEnvironmentResult environment =
                ScriptEnvironmentParser.parse(agent.files().readOrSay(psenv, MOST_BYTES, warnings::add));
        environment.warnings().forEach(problem -> warnings.add(problem.text(psenv.toString())));
        return new SettingsFiles(agent.settings(), environment.environment(), agent.files(), warnings);
    }
}
