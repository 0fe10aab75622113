package org.okiagari.api;

/**
 * One event of the journal.
 *
 * @param seq its number; never repeats, over restarts of the server too
 * @param time ISO-8601 with offset
 * @param host name of the host
 * @param pcheck name of the pcheck, empty for the agent's own
 * @param pent pname, empty where no PENT is meant
 * @param pentId number of the PENT, 0 where none is meant
 * @param event type without {@code okiagari.}, for example {@code pent.down}
 * @param pid pid of the process meant, 0 for none
 * @param detail the rest as one JSON object
 */
public record EventRow(
        long seq,
        String time,
        String host,
        String pcheck,
        String pent,
        int pentId,
        String event,
        long pid,
        String detail) {}
