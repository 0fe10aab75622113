package org.okiagari.api.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The agent's settings, {@code conf/psagent.conf} (CONTRACT section 9).
 *
 * @param logLevel LOG_LEVEL, INFO
 * @param eventQueueSize EVENT_QUEUE_SIZE, 2048: events in memory
 * @param heartbeatPort HEARTBEAT_PORT, 65000: to the Manager
 * @param retryInterval RETRY_INTERVAL, 15 s: until the Manager is tried again
 * @param pfiles PFILES, globs below conf/, {@code bin/pfile_*} and {@code pfile_*}; none if written without value
 * @param httpAddress HTTP_ADDRESS, 127.0.0.1
 * @param httpPort HTTP_PORT, 8080; 0 = none, where there is TLS
 * @param httpsPort HTTPS_PORT, 0 = none
 * @param tlsCert TLS_CERT, path as written
 * @param tlsKey TLS_KEY, path as written
 * @param allowedHosts ALLOWED_HOSTS, names under which the server answers besides its own; none
 * @param allowedOrigins ALLOWED_ORIGINS, of consoles whose proxies pass on what their own pages ask; none
 * @param syslog SYSLOG, /dev/log
 * @param switchCommand SWITCH_COMMAND as written, empty = none
 * @param restartParallel RESTART_PARALLEL, 8; 0 = no bound
 * @param allowUnsafePaths ALLOW_UNSAFE_PATHS, no
 * @param eventsKeep EVENTS_KEEP, 10 files of 10 MiB
 */
public record Settings(
        LogLevel logLevel,
        int eventQueueSize,
        int heartbeatPort,
        Duration retryInterval,
        List<String> pfiles,
        String httpAddress,
        int httpPort,
        int httpsPort,
        Optional<String> tlsCert,
        Optional<String> tlsKey,
        List<String> allowedHosts,
        List<String> allowedOrigins,
        SyslogTarget syslog,
        String switchCommand,
        int restartParallel,
        boolean allowUnsafePaths,
        EventsKeep eventsKeep) {
    /** Copies the lists. */
    public Settings {
        pfiles = List.copyOf(pfiles);
        allowedHosts = List.copyOf(allowedHosts);
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** Returns what holds without any file. */
    public static Settings defaults() {
        return new Settings(
                LogLevel.INFO,
                2048,
                65000,
                Duration.ofSeconds(15),
                List.of("bin/pfile_*", "pfile_*"),
                "127.0.0.1",
                8080,
                0,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                SyslogTarget.DEV_LOG,
                "",
                8,
                false,
                new EventsKeep(10, 10L << 20));
    }
}
