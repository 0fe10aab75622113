package org.okiagari.web;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.Caller;
import org.okiagari.api.EventRow;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.PcheckMXBean;
import org.okiagari.api.PcheckRow;
import org.okiagari.api.PentMXBean;
import org.okiagari.api.PentRow;
import org.okiagari.api.RecoveryRow;
import org.okiagari.api.TimingRow;

/** Beans with our names that write down who called what; everything else they answer is empty. */
public final class StubMonitor implements AutoCloseable {
    /** One line for each operation that was called: the caller's door, name, pid, and the operation. */
    public final List<String> calls = new CopyOnWriteArrayList<>();

    /** One line for each audit event: the caller's name, from where, and the arguments. */
    public final List<String> audits = new CopyOnWriteArrayList<>();

    /** What the agent answers for some attributes. */
    public volatile TimingRow[] timings = {
        new TimingRow("detection", new long[] {1_000, 2_500_000}, new long[] {3, 4, 5}, 7_000_001)
    };

    public volatile PcheckRow[] pchecks = {pcheck("pfile_1", "start", 500)};

    public volatile PentRow[] pents = {
        pent("pfile_1", "/usr/sbin/crond", 1, "AVAIL", 0), pent("pfile_1", "a\"b\\c\nd\u001b[1m", 2, "RETRY_OVER", 3)
    };

    private final MBeanServer server;
    private final List<ObjectName> names = new ArrayList<>();

    public StubMonitor(MBeanServer server) throws JMException {
        this.server = server;
        register(ObjectNames.AGENT, AgentMXBean.class);
        register(ObjectNames.pcheck("pfile_1"), PcheckMXBean.class);
        register(ObjectNames.pent("pfile_1", "/usr/sbin/crond", 1), PentMXBean.class);
    }

    public static PentRow pent(String pcheck, String pname, int id, String state, int restarts) {
        return new PentRow(
                pcheck,
                pname,
                42,
                0,
                restarts,
                state,
                "continue",
                "-----",
                0,
                id,
                "on",
                pname,
                0,
                "",
                -1,
                -1,
                "event",
                "");
    }

    /** A pcheck with a MONITOR_INTERVAL of 10 s, whose last look is so old. */
    public static PcheckRow pcheck(String name, String message, long lookAgeMillis) {
        return new PcheckRow(name, "0x00000001", 1, "pcheck", "/p/" + name, message, 0, 1, 2, 10, 1, 0, lookAgeMillis);
    }

    @Override
    public void close() throws JMException {
        for (ObjectName name : names) {
            server.unregisterMBean(name);
        }
    }

    private <T> void register(ObjectName name, Class<T> type) throws JMException {
        InvocationHandler answers = (proxy, method, arguments) -> answer(type, method, arguments);
        Object bean = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers);
        server.registerMBean(new StandardMBean(type.cast(bean), type, true), name);
        names.add(name);
    }

    private @Nullable Object answer(Class<?> type, Method method, Object[] arguments) throws InterruptedException {
        String name = method.getName();
        if (name.equals("audit")) {
            audits.add(Caller.current().name() + " " + Caller.current().from() + " " + List.of(arguments));
        } else if (!name.startsWith("get")) {
            Caller caller = Caller.current();
            calls.add(
                    caller.door() + " " + caller.name() + " " + caller.pid() + " " + type.getSimpleName() + "." + name);
        }
        switch (name) {
            case "getPchecks":
                return pchecks;
            case "getAllPents":
            case "getPents":
                return pents;
            case "getLastLookAgeMillis":
                return 500L;
            case "getTimings":
                return timings;
            case "getMonitorInterval":
                return 10;
            case "await":
                Thread.currentThread().join((Long) arguments[2]);
                return -1;
            case "attach":
                throw new IllegalStateException("pfile_1 is attached to pid 7");
            case "hashCode":
                return System.identityHashCode(type);
            default:
                return empty(method.getReturnType());
        }
    }

    private static @Nullable Object empty(Class<?> type) {
        if (type == String.class) {
            return "text";
        } else if (type == int.class) {
            return 3;
        } else if (type == long.class) {
            return 4L;
        } else if (type == String[].class) {
            return new String[0];
        } else if (type == EventRow[].class) {
            return new EventRow[0];
        } else if (type == RecoveryRow[].class) {
            return new RecoveryRow[0];
        }
        return null;
    }
}
