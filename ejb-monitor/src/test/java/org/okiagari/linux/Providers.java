package org.okiagari.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

/** Both ways to Linux, for tests. */
enum Providers {
    JNR {
        @Override
        OsLayer open() {
            return OsLayer.open(Path.of("target", "native").toAbsolutePath());
        }
    },
    JDK {
        @Override
        OsLayer open() {
            System.setProperty(OsLayer.PROVIDER, "java");
            try {
                return OsLayer.open(Path.of("target", "native").toAbsolutePath());
            } finally {
                System.clearProperty(OsLayer.PROVIDER);
            }
        }
    };

    abstract OsLayer open();

    OsLayer layer() {
        OsLayer layer = open();
        assertEquals(name(), layer.providerName());
        return layer;
    }
}
