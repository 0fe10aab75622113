package org.okiagari.ejb;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version of this build; a manifest would not do, because some servers unpack archives and lose it. */
final class Version {
    private Version() {}

    static String read() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            // The word below says it.
        }
        return properties.getProperty("version", "unknown");
    }
}
