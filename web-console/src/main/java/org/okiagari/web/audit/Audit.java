package org.okiagari.web.audit;

import java.lang.management.ManagementFactory;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import org.okiagari.api.Caller;
import org.okiagari.api.ObjectNames;

/**
 * Writes events {@code audit} by the Agent bean. Refusals are bounded: a stranger who is refused a thousand times a second
 * must not push what the monitor has to say out of the journal.
 */
public final class Audit {
    /** What is asked for by a log-in. */
    public static final String LOGIN = "log-in";

    /** What is asked for by a log-out. */
    public static final String LOGOUT = "log-out";

    /** What is asked for by a request that no honest client sends. */
    public static final String REQUEST = "request";

    private static final Logger LOG = Logger.getLogger("org.okiagari.web");
    private static final String[] SIGNATURE = {
        String.class.getName(), String.class.getName(), String.class.getName(), String.class.getName()
    };

    private final RefusalLimit limit;

    /** Makes one with a bound of its own. */
    public Audit() {
        this(new RefusalLimit());
    }

    Audit(RefusalLimit limit) {
        this.limit = limit;
    }

    /** Tells that something was done for the caller. */
    public void done(Caller caller, String command) {
        LOG.log(Level.INFO, "{0} of {1} from {2}", new Object[] {command, caller.name(), caller.from()});
        tell(caller, "", command, "done", "");
    }

    /**
     * Tells that the caller was refused.
     *
     * @param pcheck name of the pcheck that was meant, empty for none
     * @param command what was asked for
     * @param why one sentence
     */
    public void refused(Caller caller, String pcheck, String command, String why) {
        long omitted = limit.take(System.nanoTime());
        if (omitted < 0) {
            return;
        }
        String whole = omitted == 0 ? why : why + " (" + omitted + " refusals before this one are not listed)";
        LOG.log(Level.WARNING, "{0} of {1} from {2} refused: {3}", new Object[] {
            command, caller.name(), caller.from(), whole
        });
        tell(caller, pcheck, command, "refused", whole);
    }

    private static void tell(Caller caller, String pcheck, String command, String outcome, String why) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Object[] arguments = {pcheck, command, outcome, why};
        try {
            if (server.isRegistered(ObjectNames.AGENT)) {
                caller.call(() -> server.invoke(ObjectNames.AGENT, "audit", arguments, SIGNATURE));
            }
        } catch (JMException e) {
            LOG.log(Level.FINE, "The monitor ended meanwhile", e);
        } catch (Exception e) {
            LOG.log(Level.WARNING, "An audit event could not be written: {0}", e.toString());
        }
    }
}
