package org.okiagari.web.jolokia;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.ObjectName;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.users.Role;

/** The one table of who may call what; an operation that is not in it may be called by nobody. */
final class Operations {
    private static final Map<String, Map<String, Role>> TABLE = Map.of(
            "Agent", Map.of("events", Role.VIEWER, "start", Role.ADMIN, "check", Role.ADMIN),
            "Pcheck",
                    Map.of(
                            "checkReload", Role.VIEWER,
                            "readPfile", Role.VIEWER,
                            "reload", Role.OPERATOR,
                            "stop", Role.OPERATOR,
                            "start", Role.OPERATOR,
                            "dump", Role.OPERATOR,
                            "shutdown", Role.ADMIN,
                            "recoveryTest", Role.ADMIN),
            "Pent",
                    Map.of(
                            "scriptOutput", Role.VIEWER,
                            "stop", Role.OPERATOR,
                            "start", Role.OPERATOR));

    /** They hold a request for long and name a pid of this host. */
    private static final Map<String, Set<String>> ONLY_LOCAL = Map.of("Agent", Set.of("attach", "await"));

    private Operations() {}

    /** Returns true if {@code rights} allow the operation, written with or without a signature. */
    static boolean isAllowed(ObjectName bean, String operation, Rights rights) {
        if (bean.isPattern() || !bean.getDomain().equals(ObjectNames.DOMAIN)) {
            return false;
        }
        String type = Optional.ofNullable(bean.getKeyProperty("type")).orElse("");
        String name = nameOf(operation);
        if (ONLY_LOCAL.getOrDefault(type, Set.of()).contains(name)) {
            return rights.local();
        }
        Role needed = TABLE.getOrDefault(type, Map.of()).get(name);
        return needed != null && rights.role().covers(needed);
    }

    /** Returns why the operation is refused, as a sentence for the one who asked. */
    static String refusal(ObjectName bean, String operation, Rights rights) {
        String type = Optional.ofNullable(bean.getKeyProperty("type")).orElse("");
        String name = nameOf(operation);
        if (bean.getDomain().equals(ObjectNames.DOMAIN)) {
            if (ONLY_LOCAL.getOrDefault(type, Set.of()).contains(name)) {
                return name + " is for commands on this host alone.";
            }
            Role needed = TABLE.getOrDefault(type, Map.of()).get(name);
            if (needed != null) {
                return name + " needs the role " + needed.word() + "; yours is "
                        + rights.role().word() + ".";
            }
        }
        return name + " of " + bean.getCanonicalName() + " is not served here.";
    }

    /** Cuts the signature: {@code reload()} is reload, {@code reloadAnything} is not. */
    static String nameOf(String operation) {
        int signature = operation.indexOf('(');
        return signature < 0 ? operation : operation.substring(0, signature);
    }
}
