package org.okiagari.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorProvider;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.text.Escaper;

/**
 * The protocol {@code okiagari} inside JConsole: what its window cannot be told by an address, it is told here (ADR 0146).
 *
 * <p>User and password come from memory, so they are on no command line. JConsole tries each address "securely" first, which
 * means RMI with TLS, and asks when that fails; the target says by itself whether it speaks TLS.
 */
public final class JConsoleProvider implements JMXConnectorProvider {
    /** Makes the Jolokia adapter speak https where the port does not end in 443; JConsole's own mark of its first try. */
    static final String SECURELY = "jmx.remote.x.check.stub";

    private static final String PROTOCOL = "okiagari";
    private static final ObjectName THREADS =
            ManagementFactory.getThreadMXBean().getObjectName();

    /** One server for one JConsole: it makes a new connection at each reconnect. */
    private static volatile @Nullable Target target;

    private record Target(JMXServiceURL url, Map<String, Object> environment) {}

    /** Says where the address leads, and with what. Returns the address for JConsole. */
    static String lead(JMXServiceURL url, Map<String, Object> environment) {
        target = new Target(url, environment);
        String path = url.getProtocol().equals("jolokia") ? url.getURLPath() : "/local";
        return "service:jmx:" + PROTOCOL + "://" + url.getHost() + (url.getPort() > 0 ? ":" + url.getPort() : "")
                + path;
    }

    @Override
    @SuppressWarnings("BanJNDI") // The target was named by whoever started this JConsole.
    public JMXConnector newJMXConnector(JMXServiceURL url, Map<String, ?> environment) throws IOException {
        Target known = target;
        if (!url.getProtocol().equals(PROTOCOL) || known == null) {
            throw new MalformedURLException("not the protocol " + PROTOCOL + ": " + url);
        }
        Map<String, Object> both = new HashMap<>(environment);
        both.remove(SECURELY);
        both.putAll(known.environment());
        JMXConnector real = JMXConnectorFactory.newJMXConnector(known.url(), both);
        boolean isOverHttp = known.url().getProtocol().equals("jolokia");
        return standIn(JMXConnector.class, (method, arguments) -> {
            // Not with JConsole's mark, which it passes once more here.
            if (method.getName().equals("connect")) {
                connect(real);
                return null;
            }
            boolean isConnection = method.getName().equals("getMBeanServerConnection");
            return isConnection && isOverHttp
                    ? withoutThreads(real.getMBeanServerConnection())
                    : method.invoke(real, arguments);
        });
    }

    /** JConsole keeps the reason to itself. */
    private static void connect(JMXConnector real) throws IOException {
        try {
            real.connect();
        } catch (IOException | RuntimeException e) {
            Terminal.system(JConsoleCommand.NAME).error("no connection: " + Escaper.line(e.toString()));
            throw e;
        }
    }

    /**
     * Without the threads' bean JConsole shows the tab MBeans alone. The others would stay empty, since the server does not
     * serve what they show, and each of their looks, one in 4 s, would be refused and written down.
     */
    private static MBeanServerConnection withoutThreads(MBeanServerConnection real) {
        return standIn(MBeanServerConnection.class, (method, arguments) -> {
            boolean isAsked = method.getName().equals("isRegistered") && THREADS.equals(arguments[0]);
            return isAsked ? Boolean.FALSE : method.invoke(real, arguments);
        });
    }

    private interface Work {
        @Nullable
        Object of(Method method, Object[] arguments) throws ReflectiveOperationException, IOException;
    }

    @SuppressWarnings("NullAway") // A method without arguments has null for them, as invoke wants it.
    private static <T> T standIn(Class<T> type, Work work) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return work.of(method, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
