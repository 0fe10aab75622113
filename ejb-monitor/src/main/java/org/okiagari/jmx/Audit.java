package org.okiagari.jmx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.okiagari.pcheck.EventLog;
import org.okiagari.pcheck.Requester;
import org.okiagari.saver.Event;
import org.okiagari.saver.EventType;

/**
 * Writes into the journal who asked for what, from where, and what became of it (CONTRACT section 6, {@code audit}).
 *
 * @param events the journal
 * @param pcheck name of the pcheck that is meant, empty for none
 * @param pent pname of the PENT that is meant, empty for none
 * @param pentId its pent_id, 0 for none
 */
record Audit(EventLog events, String pcheck, String pent, int pentId) {
    /** Returns one for what concerns a pcheck as a whole, or none (empty). */
    static Audit of(EventLog events, String pcheck) {
        return new Audit(events, pcheck, "", 0);
    }

    /**
     * Offers the event; it never waits.
     *
     * @param command what was asked for: the operation, or log-in and log-out
     * @param outcome done or refused
     * @param why of a refusal, else empty
     */
    void tell(Requester requester, String command, String outcome, String why) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("command", command);
        detail.put("outcome", outcome);
        detail.put("who", requester.who());
        detail.put("from", requester.from());
        if (requester.pid() > 0) {
            detail.put("pid", requester.pid());
        }
        if (!why.isEmpty()) {
            detail.put("why", why);
        }
        events.offer(pcheck, new Event(EventType.AUDIT, pent, pentId, 0, detail, List.of()));
    }
}
