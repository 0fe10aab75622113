package org.okiagari.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The JDK that servers are run by: system property it.jdk, else that of the tests. */
final class Jdk {
    private static final String VERSION = "JAVA_VERSION=\"";

    private Jdk() {}

    /** Returns its directory. */
    static Path home() {
        String wanted = System.getProperty("it.jdk", "");
        return Path.of(wanted.isEmpty() ? System.getProperty("java.home") : wanted);
    }

    /** Returns its command java. */
    static String java() {
        return home().resolve("bin/java").toString();
    }

    /** Returns the number of its release, such as 17. */
    static int feature() {
        try {
            return Files.readAllLines(home().resolve("release")).stream()
                    .filter(line -> line.startsWith(VERSION))
                    .map(line -> Runtime.Version.parse(line.substring(VERSION.length(), line.length() - 1)))
                    .findFirst()
                    .orElseThrow()
                    .feature();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
