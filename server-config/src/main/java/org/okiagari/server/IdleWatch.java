package org.okiagari.server;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/**
 * Tells when a server that was brought up by {@code pcheck -f} is no longer needed: its last pcheck has ended, or none
 * came within a minute.
 */
final class IdleWatch {
    private static final long NONE_CAME_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** So many looks in a row must find none, so that a pcheck that follows another finds the server still up. */
    private static final int LOOKS = 3;

    private final LongSupplier pchecks;
    private boolean hadOne;
    private int empty;

    /** Makes a watch; {@code pchecks} answers how many run now, -1 if it cannot be told. */
    IdleWatch(LongSupplier pchecks) {
        this.pchecks = pchecks;
    }

    /**
     * Returns the number of pchecks that the bean of this JVM's monitor tells, -1 while there is none. It only finds MBean
     * servers: the first one is to be made by the app server, in its own way.
     */
    static long pcheckCount() {
        try {
            ObjectName agent = new ObjectName("okiagari:type=Agent");
            for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
                if (server.isRegistered(agent)) {
                    return ((Number) server.getAttribute(agent, "PcheckCount")).longValue();
                }
            }
            return -1;
        } catch (JMException e) {
            return -1;
        }
    }

    /** Looks once; tells whether the server can go. Before it is ready (-1) a look only remembers what it saw. */
    boolean isIdle(long nanosSinceReady) {
        long count = pchecks.getAsLong();
        if (count != 0) {
            hadOne |= count > 0;
            empty = 0;
            return false;
        }
        empty++;
        return nanosSinceReady >= 0 && empty >= LOOKS && (hadOne || nanosSinceReady > NONE_CAME_NANOS);
    }
}
