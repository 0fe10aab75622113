package org.okiagari.web.jolokia;

import javax.management.ObjectInstance;
import javax.management.ObjectName;
import org.jolokia.service.jmx.api.CacheKeyProvider;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.ObjectNames;

/** Lets a list carry the description of equal beans once: with 1,000 PENTs 62 KB instead of 1.4 MB. */
final class OkiagariCacheKeyProvider extends CacheKeyProvider {
    OkiagariCacheKeyProvider() {
        super(50);
    }

    @Override
    public @Nullable String determineKey(ObjectInstance instance) {
        ObjectName name = instance.getObjectName();
        String type = name.getKeyProperty("type");
        boolean equal = name.getDomain().equals(ObjectNames.DOMAIN) && ("Pent".equals(type) || "Pcheck".equals(type));
        return equal ? ObjectNames.DOMAIN + ":" + type : null;
    }
}
