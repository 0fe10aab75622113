package org.okiagari.journal;

import java.nio.file.Path;

/**
 * What a journal needs to know.
 *
 * @param log directory of events.jsonl and okiagari.log
 * @param state directory of what must survive a reboot
 * @param queueSize EVENT_QUEUE_SIZE
 * @param keep EVENTS_KEEP
 * @param maxFileBytes size at which a file is rotated
 * @param host name of this host
 * @param mypid pid of this server
 */
public record JournalSettings(
        Path log, Path state, int queueSize, int keep, long maxFileBytes, String host, long mypid) {
    /** Size at which files are rotated (CONTRACT section 9). */
    public static final long FILE_BYTES = 10L * 1024 * 1024;
}
