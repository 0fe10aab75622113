package org.okiagari.pcheck;

/**
 * An event as it is read back from the journal.
 *
 * @param seq its number
 * @param time ISO-8601 with offset
 * @param host name of the host
 * @param pcheck name of the pcheck, empty for the agent's own
 * @param pent pname, empty where no PENT is meant
 * @param pentId pent_id, 0 where none is meant
 * @param event type without {@code okiagari.}
 * @param pid pid of the process meant, 0 for none
 * @param detail the rest as one JSON object
 */
public record EventText(
        long seq,
        String time,
        String host,
        String pcheck,
        String pent,
        int pentId,
        String event,
        long pid,
        String detail) {}
