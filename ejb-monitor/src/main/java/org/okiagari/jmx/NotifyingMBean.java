package org.okiagari.jmx;

import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;

/** A described bean that also sends notifications. */
final class NotifyingMBean extends DescribedMBean implements NotificationEmitter {
    private final NotificationBroadcasterSupport broadcaster;

    <T> NotifyingMBean(T bean, Class<T> type, MBeanNotificationInfo... notifications) {
        super(bean, type, notifications);
        this.broadcaster = new NotificationBroadcasterSupport(notifications);
    }

    /** Sends one on the present thread. */
    void send(Notification notification) {
        broadcaster.sendNotification(notification);
    }

    @Override
    public void addNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback) {
        broadcaster.addNotificationListener(listener, filter, handback);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener) throws ListenerNotFoundException {
        broadcaster.removeNotificationListener(listener);
    }

    @Override
    public void removeNotificationListener(NotificationListener listener, NotificationFilter filter, Object handback)
            throws ListenerNotFoundException {
        broadcaster.removeNotificationListener(listener, filter, handback);
    }

    @Override
    public MBeanNotificationInfo[] getNotificationInfo() {
        return broadcaster.getNotificationInfo();
    }
}
