package org.okiagari.it;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/**
 * Our beans, named as the manual of operation names them.
 *
 * @param server a platform MBeanServer, here or far
 */
public record Beans(MBeanServerConnection server) {
    /** The bean of the server. */
    public static final String AGENT = "okiagari:type=Agent";

    /** Returns the name of a pcheck's bean. */
    public static String pcheck(String pcheck) {
        return "okiagari:pcheck=" + pcheck + ",type=Pcheck";
    }

    /** Returns the name of a PENT's bean. */
    public static String pent(String pcheck, Daemon daemon, int id) {
        return "okiagari:pcheck=" + pcheck + ",type=Pent,name=" + daemon.pname() + ",id=" + id;
    }

    /** Returns one attribute as text. */
    public String text(String bean, String attribute) {
        return String.valueOf(get(bean, attribute));
    }

    /** Returns one attribute as a number. */
    public long number(String bean, String attribute) {
        return ((Number) get(bean, attribute)).longValue();
    }

    /** Returns one attribute. */
    public Object get(String bean, String attribute) {
        try {
            return server.getAttribute(new ObjectName(bean), attribute);
        } catch (JMException | IOException e) {
            throw new AssertionError(bean + " " + attribute + ": " + e, e);
        }
    }

    /** Calls an operation without parameters. */
    public Object call(String bean, String operation) {
        try {
            return server.invoke(new ObjectName(bean), operation, new Object[0], new String[0]);
        } catch (JMException | IOException e) {
            throw new AssertionError(bean + " " + operation + ": " + e, e);
        }
    }

    /** Returns the names of all our beans. */
    public Set<String> names() {
        try {
            return server.queryNames(new ObjectName("okiagari:*"), null).stream()
                    .map(ObjectName::getCanonicalName)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (JMException | IOException e) {
            throw new AssertionError(e);
        }
    }
}
