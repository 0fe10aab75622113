package org.okiagari.web.jolokia;

import java.util.HashMap;
import java.util.Map;
import org.jolokia.server.core.config.ConfigKey;
import org.jolokia.server.core.config.StaticConfiguration;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.jolokia.service.jmx.handler.list.JDKManagementCacheKeyProvider;
import org.jolokia.service.serializer.JolokiaSerializer;
import org.okiagari.web.audit.Audit;

/**
 * Which parts of Jolokia run, and how.
 *
 * <p>Parts are named here, not found on the class path: a server's own Jolokia, a proxy or a discovery jar next to ours
 * changes nothing.
 */
final class JolokiaParts {
    private JolokiaParts() {}

    static void addTo(JolokiaServiceManager manager) {
        manager.addService(new Gate(new Audit()));
        manager.addService(new LocalBeans(1000));
        manager.addService(new OkiagariCacheKeyProvider());
        manager.addService(new JDKManagementCacheKeyProvider(100));
        manager.addService(new JolokiaSerializer());
    }

    /** Returns the settings of one door; {@code door} keeps the beans of two doors apart. */
    static StaticConfiguration configuration(String door) {
        Map<String, String> values = new HashMap<>();
        values.put(
                ConfigKey.AGENT_ID.getKeyValue(),
                "okiagari-" + door + "-" + ProcessHandle.current().pid());
        values.put(ConfigKey.MBEAN_QUALIFIER.getKeyValue(), "qualifier=okiagari-" + door);
        values.put(ConfigKey.ALLOW_ERROR_DETAILS.getKeyValue(), "false");
        values.put(ConfigKey.INCLUDE_STACKTRACE.getKeyValue(), "false");
        values.put(ConfigKey.DISABLE_DETECTORS.getKeyValue(), "true");
        values.put(ConfigKey.DISCOVERY_ENABLED.getKeyValue(), "false");
        values.put(ConfigKey.MAX_DEPTH.getKeyValue(), "8");
        values.put(ConfigKey.MAX_COLLECTION_SIZE.getKeyValue(), "20000");
        // 10,000 PENTs of one pfile, each a row of 16 values.
        values.put(ConfigKey.MAX_OBJECTS.getKeyValue(), "400000");
        return new StaticConfiguration(values);
    }
}
