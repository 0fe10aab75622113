package org.okiagari.jmx;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.PcheckMXBean;
import org.okiagari.api.PentMXBean;
import org.okiagari.pcheck.EventLog;
import org.okiagari.pcheck.EventSink;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.PcheckListener;
import org.okiagari.pcheck.PentSnapshot;
import org.okiagari.pcheck.RecordedEvent;
import org.okiagari.pcheck.ScriptOutput;
import org.okiagari.saver.EventType;

/**
 * Lets beans come and go with pchecks: everything that is registered is unregistered, also after a failure.
 *
 * <p>A failure of JMX is logged; it never stops monitoring. Its lock is never taken by reads.
 */
public final class BeanRegistrar implements PcheckListener, EventSink, AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(BeanRegistrar.class.getName());
    private static final Duration LAST_EVENTS = Duration.ofMillis(500);
    private static final Duration WHILE_HUNG = Duration.ofMillis(5);

    /** What is registered for one pcheck. */
    private record Registered(Pcheck pcheck, ObjectName name, NotifyingMBean bean, Set<ObjectName> pents) {}

    private final MBeanServer server;
    private final ScriptOutput output;
    private final EventLog events;
    private final Predicate<Duration> flush;
    private final Map<String, Registered> pchecks = new ConcurrentHashMap<>();
    private final AgentBean agent;
    /** How long the end of a pcheck waits for its last events: not long again while the journal hangs. */
    private volatile Duration patience = LAST_EVENTS;

    /**
     * Registers the Agent bean.
     *
     * @param events is told who asked for what
     * @param flush waits, at most so long, until events offered so far were sent as notifications, and tells whether
     *     they were
     * @throws IllegalStateException if another Okiagari in this JVM has it registered
     */
    public BeanRegistrar(
            MBeanServer server, AgentBean agent, ScriptOutput output, EventLog events, Predicate<Duration> flush) {
        this.server = server;
        this.agent = agent;
        this.output = output;
        this.events = events;
        this.flush = flush;
        try {
            server.registerMBean(new DescribedMBean(agent, AgentMXBean.class), ObjectNames.AGENT);
        } catch (InstanceAlreadyExistsException e) {
            throw new IllegalStateException("Another Okiagari runs in this server already: undeploy one of them", e);
        } catch (JMException e) {
            throw new IllegalStateException("The Agent bean cannot be registered: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void started(Pcheck pcheck) {
        ObjectName name = ObjectNames.pcheck(pcheck.name());
        NotifyingMBean bean = new NotifyingMBean(
                new PcheckBean(pcheck, Audit.of(events, pcheck.name())), PcheckMXBean.class, Notifications.INFO);
        Registered registered = new Registered(pcheck, name, bean, new HashSet<>());
        // One that has just ended may still be on its way out.
        remove(pcheck.name());
        if (register(bean, name)) {
            pchecks.put(pcheck.name(), registered);
            registerPents(pcheck, registered);
        }
    }

    @Override
    public synchronized void reloaded(Pcheck pcheck) {
        Registered registered = pchecks.get(pcheck.name());
        if (registered != null) {
            registerPents(pcheck, registered);
        }
    }

    /** Clients hear of the end first: with a bean its listeners go. */
    @Override
    public void ended(Pcheck pcheck) {
        patience = flush.test(patience) ? LAST_EVENTS : WHILE_HUNG;
        agent.ended(pcheck);
        synchronized (this) {
            Registered registered = pchecks.get(pcheck.name());
            if (registered != null && registered.pcheck() == pcheck) {
                remove(pcheck.name());
            }
        }
    }

    @Override
    public void accept(RecordedEvent event) {
        if (event.event().type() == EventType.GAP) {
            pchecks.values().forEach(registered -> send(event, registered));
            return;
        }
        Registered registered = pchecks.get(event.pcheck());
        if (registered != null) {
            send(event, registered);
        }
    }

    /** Unregisters all. */
    @Override
    public synchronized void close() {
        Set.copyOf(pchecks.keySet()).forEach(this::remove);
        unregister(ObjectNames.AGENT);
    }

    private void registerPents(Pcheck pcheck, Registered registered) {
        Map<ObjectName, Integer> wanted = new HashMap<>();
        for (PentSnapshot pent : pcheck.snapshot().pents()) {
            int id = pent.pent().id();
            wanted.put(ObjectNames.pent(pcheck.name(), pent.pent().pname(), id), id);
        }
        registered.pents().removeIf(name -> !wanted.containsKey(name) && unregister(name));
        wanted.forEach((name, id) -> {
            if (!registered.pents().contains(name)
                    && register(new DescribedMBean(new PentBean(pcheck, id, output, events), PentMXBean.class), name)) {
                registered.pents().add(name);
            }
        });
    }

    private void remove(String pcheck) {
        Registered registered = pchecks.remove(pcheck);
        if (registered != null) {
            registered.pents().forEach(this::unregister);
            unregister(registered.name());
        }
    }

    private static void send(RecordedEvent event, Registered registered) {
        try {
            registered.bean().send(Notifications.of(event, registered.name()));
        } catch (RuntimeException e) {
            LOGGER.log(Level.WARNING, "A listener of " + registered.name() + " failed", e);
        }
    }

    private boolean register(Object bean, ObjectName name) {
        try {
            server.registerMBean(bean, name);
            return true;
        } catch (JMException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "The bean " + name + " cannot be registered; monitoring goes on without it", e);
            return false;
        }
    }

    private boolean unregister(ObjectName name) {
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOGGER.log(Level.FINE, "Somebody else unregistered {0}", name);
        } catch (JMException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "The bean " + name + " cannot be unregistered", e);
        }
        return true;
    }
}
