package org.okiagari.jmx;

import java.nio.file.Path;
import java.time.OffsetDateTime;

/**
 * What does not change while the server runs.
 *
 * @param version version of Okiagari
 * @param pid pid of this server
 * @param startTime when monitoring started
 * @param home home directory
 * @param bin directory of the pfiles that may be named over HTTP
 * @param isDetectionByEvent whether this host can tell a death at once
 */
public record AgentFacts(
        String version, long pid, OffsetDateTime startTime, Path home, Path bin, boolean isDetectionByEvent) {}
