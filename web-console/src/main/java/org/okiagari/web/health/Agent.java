package org.okiagari.web.health;

import java.util.Arrays;
import java.util.Optional;
import javax.management.JMX;
import javax.management.MBeanServer;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.ObjectNames;
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
     * Returns true if the monitor runs and looks at its processes: the last look of each pcheck that is not suspended is not
     * older than three of its intervals, and ten seconds.
     */
    public boolean isReady() {
        try {
            return bean().filter(Agent::looks).isPresent();
        } catch (RuntimeException e) {
            // The bean went away between the two calls, or fails: not ready either way.
            return false;
        }
    }

    private static boolean looks(AgentMXBean agent) {
        return Arrays.stream(agent.getPchecks())
                .filter(pcheck -> pcheck.message().equals("start"))
                .allMatch(Agent::looks);
    }

    private static boolean looks(PcheckRow pcheck) {
        long age = pcheck.lastLookAgeMillis();
        return age >= 0 && age <= pcheck.monitorInterval() * 3_000L + 10_000;
    }
}
