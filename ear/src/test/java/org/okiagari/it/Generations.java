package org.okiagari.it;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/** How many deployments of the application a JVM still remembers: each has classes of its own with the same names. */
final class Generations {
    private static final int NAME = 3;

    private Generations() {}

    /** Collects, and counts those of which an object is left. */
    static long of(Beans beans) throws IOException {
        Map<String, Long> classes = histogram(beans)
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(words -> words.length > NAME && words[NAME].startsWith("org.okiagari."))
                .collect(Collectors.groupingBy(words -> words[NAME], Collectors.counting()));
        return classes.isEmpty() ? 0 : Collections.max(classes.values());
    }

    private static String histogram(Beans beans) throws IOException {
        try {
            return (String) beans.server()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }
}
