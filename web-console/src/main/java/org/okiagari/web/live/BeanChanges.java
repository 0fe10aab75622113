package org.okiagari.web.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.MalformedObjectNameException;
import javax.management.Notification;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import org.okiagari.api.ObjectNames;

/** Listens to every Pcheck bean, to those that come later too, and to their coming and going. */
final class BeanChanges implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger("org.okiagari.web");

    private final MBeanServer server;
    private final NotificationListener ofPcheck;
    private final NotificationListener ofServer;
    private final Set<ObjectName> heard = ConcurrentHashMap.newKeySet();

    /**
     * Begins to listen.
     *
     * @param changed called on the thread that sends; must not wait
     */
    BeanChanges(MBeanServer server, Runnable changed) {
        this.server = server;
        this.ofPcheck = (notification, handback) -> changed.run();
        this.ofServer = (notification, handback) -> comesOrGoes(notification, changed);
        try {
            server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, ofServer, null, null);
            server.queryNames(new ObjectName(ObjectNames.DOMAIN + ":type=Pcheck,*"), null)
                    .forEach(this::hear);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        } catch (JMException e) {
            LOG.log(Level.WARNING, "Open pages will not be told of changes and ask by the clock: {0}", e.toString());
        }
    }

    @Override
    public void close() {
        forget(MBeanServerDelegate.DELEGATE_NAME, ofServer);
        heard.forEach(name -> forget(name, ofPcheck));
    }

    private void comesOrGoes(Notification notification, Runnable changed) {
        if (!(notification instanceof MBeanServerNotification)) {
            return;
        }
        ObjectName name = ((MBeanServerNotification) notification).getMBeanName();
        if (!name.getDomain().equals(ObjectNames.DOMAIN)) {
            return;
        }
        if ("Pcheck".equals(name.getKeyProperty("type"))) {
            if (notification.getType().equals(MBeanServerNotification.REGISTRATION_NOTIFICATION)) {
                hear(name);
            } else {
                heard.remove(name);
            }
        }
        changed.run();
    }

    private void hear(ObjectName name) {
        if (heard.add(name)) {
            try {
                server.addNotificationListener(name, ofPcheck, null, null);
            } catch (JMException | RuntimeException e) {
                heard.remove(name);
                LOG.log(Level.FINE, "It was gone already", e);
            }
        }
    }

    private void forget(ObjectName name, NotificationListener listener) {
        try {
            server.removeNotificationListener(name, listener);
        } catch (JMException | RuntimeException e) {
            LOG.log(Level.FINE, "It was gone already", e);
        }
    }
}
