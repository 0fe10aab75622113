package org.okiagari.web.health;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import javax.management.JMX;
import javax.management.MBeanServer;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.PcheckMXBean;
import org.okiagari.api.PcheckRow;

/** Our beans, as the web tier reads them. */
public final class Agent {
    private final MBeanServer server;

    /** Reads the beans of {@code server}. */
    public Agent(MBeanServer server) {
        this.server = server;
    }

    /** Returns the agent's bean if the monitor runs. */
    Optional<AgentMXBean> bean() {
        return server.isRegistered(ObjectNames.AGENT)
                ? Optional.of(JMX.newMXBeanProxy(server, ObjectNames.AGENT, AgentMXBean.class))
                : Optional.empty();
    }

    /**
     * Returns true if the monitor runs and looks at its processes: the last complete look is not older than three
     * intervals of the slowest pcheck that is not suspended, and ten seconds.
     */
    public boolean isReady() {
        try {
            return bean().filter(this::looks).isPresent();
        } catch (RuntimeException e) {
            // The bean went away between the two calls, or fails: not ready either way.
            return false;
        }
    }

    private boolean looks(AgentMXBean agent) {
        OptionalInt slowest = Arrays.stream(agent.getPchecks())
                .filter(pcheck -> pcheck.message().equals("start"))
                .mapToInt(this::intervalSeconds)
                .max();
        long age = agent.getLastLookAgeMillis();
        return slowest.isEmpty() || age >= 0 && age <= slowest.getAsInt() * 3000L + 10_000;
    }

    /** A pcheck that ended a moment ago has no bean any more: it makes nothing slower. */
    private int intervalSeconds(PcheckRow pcheck) {
        try {
            return JMX.newMXBeanProxy(server, ObjectNames.pcheck(pcheck.name()), PcheckMXBean.class)
                    .getMonitorInterval();
        } catch (RuntimeException e) {
            return 0;
        }
    }
}
