package org.okiagari.api;

import java.nio.file.Path;

/**
 * The home directory of one Okiagari and what lies where below it.
 *
 * @param path absolute path of the home directory
 */
public record Home(Path path) {
    /** System property that names the home directory. */
    public static final String PROPERTY = "okiagari.home";

    /** Environment variable that names the home directory where the system property is not set. */
    public static final String VARIABLE = "OKIAGARI_HOME";

    /** Home directory where neither names one. */
    public static final String DEFAULT = "/var/opt/HA/PS";

    /** Makes the path absolute. */
    public Home {
        path = path.toAbsolutePath().normalize();
    }

    /** Returns the home directory that this process was told: property, else environment, else the default. */
    public static Home find() {
        return choose(System.getProperty(PROPERTY, ""), System.getenv().getOrDefault(VARIABLE, ""));
    }

    static Home choose(String property, String variable) {
        if (!property.isBlank()) {
            return new Home(Path.of(property.strip()));
        }
        return new Home(Path.of(variable.isBlank() ? DEFAULT : variable.strip()));
    }

    /** Returns the directory of the settings. */
    public Path conf() {
        return path.resolve("conf");
    }

    /** Returns the directory of pfiles and restart scripts. */
    public Path bin() {
        return conf().resolve("bin");
    }

    /** Returns the file of the agent's settings. */
    public Path settings() {
        return conf().resolve("psagent.conf");
    }

    /** Returns the file of console and API users. */
    public Path users() {
        return conf().resolve("users");
    }

    /** Returns the directory of logs, dumps and script output. */
    public Path log() {
        return path.resolve("log");
    }

    /** Returns the directory of what must survive a reboot. */
    public Path state() {
        return path.resolve("state");
    }

    /** Returns the directory of what need not survive a reboot: locks, segments, the socket. */
    public Path run() {
        return path.resolve("run");
    }

    /** Returns the file that holds the first user's password until it is changed. */
    public Path initialPassword() {
        return run().resolve("initial-password");
    }

    /** Returns where the local socket lies unless that path is too long. */
    public Path socket() {
        return run().resolve("okiagari.sock");
    }

    /** Returns the file that holds the socket's path where {@link #socket} would be too long. */
    public Path socketPath() {
        return run().resolve("okiagari.sock.path");
    }
}
