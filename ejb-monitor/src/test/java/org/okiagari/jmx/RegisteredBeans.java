package org.okiagari.jmx;

import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.PcheckMXBean;
import org.okiagari.api.PentMXBean;
import org.okiagari.pcheck.EventReader;
import org.okiagari.pcheck.EventText;
import org.okiagari.pcheck.FakeHouse;
import org.okiagari.pcheck.ProcessTable;
import org.okiagari.saver.Event;

/** Beans in an MBeanServer of their own, read through proxies as clients do. */
abstract class RegisteredBeans {
    static final String PFILE = "/conf/bin/pfile_os";
    static final String CROND = "/usr/sbin/crond:/restart_crond.sh:86400:3:continue";
    static final String SSHD = "/usr/sbin/sshd:-:0:0:Shutdown";

    final MBeanServer server = MBeanServerFactory.newMBeanServer();
    final FakeHouse house = new FakeHouse();
    final List<String> audits = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // register() sets it.
    BeanRegistrar registrar;

    @BeforeEach
    void register() {
        AgentFacts facts = new AgentFacts(
                "1.2",
                7750,
                OffsetDateTime.parse("2007-01-18T13:33:33+09:00"),
                Path.of("/home"),
                Path.of("/conf/bin"),
                true);
        AgentBean agent = new AgentBean(facts, house.pchecks(), new OneEvent(), this::journal, figures());
        registrar = new BeanRegistrar(server, agent, (file, max) -> file + " " + max, this::journal, time -> true);
        house.pchecks().addListener(registrar);
        house.run(8033, "/usr/sbin/crond");
        house.run(900, "/usr/sbin/sshd");
    }

    Figures figures() {
        return new Figures(
                house.measurements(),
                () -> ProcessTable.Cost.NONE,
                () -> Descriptors.UNKNOWN,
                () -> 0,
                Figures.Backlog.NONE);
    }

    Set<ObjectName> names() {
        try {
            return server.queryNames(new ObjectName("okiagari:*"), null);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    void journal(String pcheck, Event event) {
        Map<String, Object> detail = event.detail();
        audits.add(pcheck + " " + event.pent() + " " + detail.get("command") + " " + detail.get("outcome") + " "
                + detail.get("who") + " " + detail.get("from") + " " + detail.getOrDefault("why", "-"));
    }

    AgentMXBean agent() {
        return JMX.newMXBeanProxy(server, ObjectNames.AGENT, AgentMXBean.class);
    }

    PcheckMXBean pcheck(String name) {
        return JMX.newMXBeanProxy(server, ObjectNames.pcheck(name), PcheckMXBean.class);
    }

    PentMXBean pent(String pname, int id) {
        return JMX.newMXBeanProxy(server, ObjectNames.pent("pfile_os", pname, id), PentMXBean.class);
    }

    static final class OneEvent implements EventReader {
        @Override
        public List<EventText> events(long afterSeq, int max) {
            return List.of(new EventText(afterSeq + 1, "t", "h", "pfile_os", "crond", 1, "pent.up", 8033, "{\"a\":1}"));
        }

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public long drops() {
            return 0;
        }

        @Override
        public boolean flush(Duration atMost) {
            return true;
        }
    }
}
