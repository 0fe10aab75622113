package org.okiagari.web.jolokia;

import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.okiagari.api.ObjectNames;

/** What may be read: our own domain, and of the platform what tells nothing secret. */
final class Reads {
    /** A bean of java.lang without an entry here is hidden; an empty set means every attribute. */
    private static final Map<String, Set<String>> PLATFORM = Map.of(
            "Memory", Set.of(),
            "Threading", Set.of(),
            "OperatingSystem", Set.of(),
            "Runtime",
                    Set.of(
                            "Name",
                            "Pid",
                            "SpecName",
                            "SpecVersion",
                            "StartTime",
                            "Uptime",
                            "VmName",
                            "VmVendor",
                            "VmVersion"));

    private Reads() {}

    static boolean isVisible(ObjectName bean) {
        return isOurs(bean) || isPlatform(bean);
    }

    static boolean isAllowed(ObjectName bean, String attribute) {
        if (bean.isPattern()) {
            return false;
        }
        if (isOurs(bean)) {
            return true;
        }
        if (!isPlatform(bean)) {
            return false;
        }
        Set<String> attributes = PLATFORM.get(bean.getKeyProperty("type"));
        return attributes != null && (attributes.isEmpty() || attributes.contains(attribute));
    }

    static boolean isOurs(ObjectName bean) {
        return bean.getDomain().equals(ObjectNames.DOMAIN);
    }

    private static boolean isPlatform(ObjectName bean) {
        return bean.getDomain().equals("java.lang")
                && bean.getKeyPropertyList().size() == 1
                && bean.getKeyProperty("type") != null
                && PLATFORM.containsKey(bean.getKeyProperty("type"));
    }
}
