package org.okiagari.web.jolokia;

import io.hawt.jmx.JMXSecurity;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import org.okiagari.api.ObjectNames;

/**
 * Tells Hawtio's pages which operations the user may call, so that they show locks; the restrictor decides all the same.
 *
 * <p>Hawtio asks with one request that names every operation of every bean. Where there are many beans that request
 * would be larger than the guard lets in: then this bean is not shown, Hawtio does not ask, and shows no locks.
 */
public final class SecurityBean extends JMXSecurity {
    private static final String NAME = "hawtio:type=security,area=jmx,name=Okiagari";
    private static final int MOST_BEANS = 80;

    @Override
    protected String getDefaultObjectName() {
        return NAME;
    }

    @Override
    public boolean canInvoke(String objectName) {
        return Rights.current().isPresent() && Reads.isVisible(nameOf(objectName));
    }

    @Override
    public boolean canInvoke(String objectName, String methodName) {
        ObjectName bean = nameOf(objectName);
        return Rights.current()
                .filter(rights -> Operations.isAllowed(bean, methodName, rights))
                .isPresent();
    }

    @Override
    public boolean canInvoke(String objectName, String methodName, String[] argumentTypes) {
        return canInvoke(objectName, methodName);
    }

    @Override
    public TabularData canInvoke(Map<String, List<String>> bulkQuery) throws Exception {
        TabularData table = new TabularDataSupport(CAN_INVOKE_TABULAR_TYPE);
        for (Map.Entry<String, List<String>> query : bulkQuery.entrySet()) {
            List<String> methods = query.getValue();
            if (methods.isEmpty()) {
                table.put(row(query.getKey(), "", canInvoke(query.getKey())));
            }
            for (String method : methods) {
                table.put(row(query.getKey(), method, canInvoke(query.getKey(), method)));
            }
        }
        return table;
    }

    /** Returns true for the question, which any logged-in user may ask of any of Hawtio's security beans. */
    static boolean isQuestion(ObjectName bean, String operation) {
        return isSecurity(bean) && Operations.nameOf(operation).equals("canInvoke");
    }

    /** Returns true if the bean is ours and Hawtio may find it. */
    static boolean isShown(ObjectName bean) {
        return isSecurity(bean) && bean.getCanonicalName().equals(nameOf(NAME).getCanonicalName()) && isSmall();
    }

    private static boolean isSecurity(ObjectName bean) {
        return !bean.isPattern()
                && bean.getDomain().equals("hawtio")
                && "security".equals(bean.getKeyProperty("type"))
                && "jmx".equals(bean.getKeyProperty("area"));
    }

    private static boolean isSmall() {
        ObjectName ours = nameOf(ObjectNames.DOMAIN + ":*");
        return ManagementFactory.getPlatformMBeanServer().queryNames(ours, null).size() <= MOST_BEANS;
    }

    private static CompositeDataSupport row(String bean, String method, boolean allowed) throws Exception {
        return new CompositeDataSupport(
                CAN_INVOKE_RESULT_ROW_TYPE, CAN_INVOKE_RESULT_COLUMNS, new Object[] {bean, method, allowed});
    }

    private static ObjectName nameOf(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("No bean name: " + text, e);
        }
    }
}
