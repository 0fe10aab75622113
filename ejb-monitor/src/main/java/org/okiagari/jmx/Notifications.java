package org.okiagari.jmx;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.ObjectName;
import org.okiagari.api.ObjectNames;
import org.okiagari.pcheck.RecordedEvent;
import org.okiagari.saver.EventType;
import org.okiagari.saver.LogLine;

/** Events as JMX notifications: any client can read them, because they hold classes of the JDK alone. */
final class Notifications {
    /** What a Pcheck bean says it may send. */
    static final MBeanNotificationInfo INFO = new MBeanNotificationInfo(
            Arrays.stream(EventType.values()).map(Notifications::type).toArray(String[]::new),
            Notification.class.getName(),
            "Events of this pcheck; the user data has the keys of events.jsonl.");

    private Notifications() {}

    static Notification of(RecordedEvent event, ObjectName source) {
        Notification notification = new Notification(
                type(event.event().type()),
                source,
                event.seq(),
                event.time().toInstant().toEpochMilli(),
                message(event));
        notification.setUserData(copy(event.fields()));
        return notification;
    }

    private static String type(EventType type) {
        return ObjectNames.DOMAIN + "." + type.text();
    }

    /** The lines of the log where there are some, so that a bare subscriber reads what syslog shows. */
    private static String message(RecordedEvent event) {
        String lines = event.event().lines().stream().map(LogLine::text).collect(Collectors.joining("\n"));
        return lines.isEmpty() ? event.event().type().text() : lines;
    }

    private static HashMap<String, Object> copy(Map<?, ?> fields) {
        HashMap<String, Object> copy = new HashMap<>();
        fields.forEach((key, value) -> copy.put(key.toString(), value instanceof Map<?, ?> map ? copy(map) : value));
        return copy;
    }
}
