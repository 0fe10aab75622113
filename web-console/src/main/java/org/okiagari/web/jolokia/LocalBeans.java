package org.okiagari.web.jolokia;

import javax.management.JMException;
import org.jolokia.server.core.service.api.JolokiaContext;
import org.jolokia.server.core.util.jmx.DefaultMBeanServerAccess;
import org.jolokia.service.jmx.LocalRequestHandler;
import org.jspecify.annotations.Nullable;

/**
 * Jolokia's handler of the beans of this JVM, which also lets go of them at its end.
 *
 * <p>Jolokia listens to the JVM's MBeanServers and, up to 2.6.0, never stops to: each deployment would stay in memory for ever.
 */
final class LocalBeans extends LocalRequestHandler {
    private @Nullable DefaultMBeanServerAccess listening;

    LocalBeans(int order) {
        super(order);
    }

    @Override
    public void init(JolokiaContext context) {
        super.init(context);
        if (context.getMBeanServerAccess() instanceof DefaultMBeanServerAccess access) {
            listening = access;
        }
    }

    @Override
    public void destroy() throws JMException {
        super.destroy();
        if (listening != null) {
            listening.unregisterFromMBeanNotifications();
        }
    }
}
