package org.okiagari.pfile;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What restart scripts find around them, {@code conf/psenv}; the server's own environment never reaches them.
 *
 * @param umask UMASK, 022
 * @param variables all others, LANG included; PATH is always there
 */
public record ScriptEnvironment(int umask, Map<String, String> variables) {
    /** PATH where psenv sets none. */
    public static final String DEFAULT_PATH = "/usr/sbin:/usr/bin:/sbin:/bin";

    /** Copies the map and adds PATH where it is missing. */
    public ScriptEnvironment {
        Map<String, String> all = new TreeMap<>(variables);
        all.putIfAbsent("PATH", DEFAULT_PATH);
        variables = Collections.unmodifiableMap(all);
    }

    /** Returns what holds without any file. */
    public static ScriptEnvironment defaults() {
        return new ScriptEnvironment(022, Map.of());
    }

    /** Returns PATH, the directories where commands are looked up. */
    public String path() {
        return variables.getOrDefault("PATH", DEFAULT_PATH);
    }
}
