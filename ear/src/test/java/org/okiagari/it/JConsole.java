package org.okiagari.it;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** JConsole without its windows: the class by which it reaches a server. It is no API, so it is called by reflection. */
final class JConsole implements AutoCloseable {
    private final Object proxyClient;

    private JConsole(Object proxyClient) {
        this.proxyClient = proxyClient;
    }

    /** Connects as the dialog "Remote Process" does, after "Insecure connection". */
    static JConsole connect(String address, String user, String password) {
        try {
            Method factory = Class.forName("sun.tools.jconsole.ProxyClient")
                    .getMethod("getProxyClient", String.class, String.class, String.class);
            factory.setAccessible(true);
            JConsole console = new JConsole(factory.invoke(null, address, user, password));
            console.call("connect", new Class<?>[] {boolean.class}, false);
            return console;
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the domains of the tree. */
    Set<String> domains() {
        return Set.copyOf(Arrays.asList((String[]) call("getDomains", new Class<?>[0])));
    }

    /** Returns the beans of a domain, with what the tree needs of each. */
    @SuppressWarnings("unchecked")
    Set<ObjectName> beans(String domain) {
        return ((Map<ObjectName, Object>) call("getMBeans", new Class<?>[] {String.class}, domain)).keySet();
    }

    /** Returns the connection that the attribute and operation tabs use. */
    MBeanServerConnection server() {
        return (MBeanServerConnection) call("getMBeanServerConnection", new Class<?>[0]);
    }

    @Override
    public void close() {
        call("disconnect", new Class<?>[0]);
    }

    @SuppressWarnings("NullAway") // None of the methods answers null but the void ones, whose answer nobody takes.
    private Object call(String name, Class<?>[] types, Object... arguments) {
        try {
            Method method = proxyClient.getClass().getDeclaredMethod(name, types);
            method.setAccessible(true);
            return method.invoke(proxyClient, arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
