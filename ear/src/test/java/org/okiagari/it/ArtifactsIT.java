package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** What lies where in the two shapes of delivery. A jar in both places starts the monitor twice. */
class ArtifactsIT {
    private static final String LIB = "WEB-INF/lib/";
    private static final String SHARED = "(ejb-monitor|jmx-api|jn[a-z]+-|jnr-|jffi|asm|jolokia).*";

    private final SortedMap<String, byte[]> ear = entries(Build.ear());
    private final SortedMap<String, byte[]> skinny = entries(new ByteArrayInputStream(ear.get("web-console.war")));
    private final SortedMap<String, byte[]> fat = entries(Build.war());

    @Test
    void theEarHoldsTheMonitorTheConsoleAndOneCopyOfWhatTheyShare() {
        assertThat(ear.keySet()).contains("ejb-monitor.jar", "web-console.war", "META-INF/application.xml");
        assertThat(ear.keySet())
                .contains(
                        "lib/jmx-api.jar",
                        "lib/jnr-posix.jar",
                        "lib/jnr-ffi.jar",
                        "lib/jffi.jar",
                        "lib/jffi-native.jar",
                        "lib/asm.jar",
                        "lib/jolokia-server-core.jar",
                        "lib/jolokia-service-jmx.jar",
                        "lib/jolokia-service-serializer.jar");
        assertThat(ear.keySet())
                .as("nothing of the tests and no other module")
                .noneMatch(name -> name.matches(".*(junit|arquillian|playwright|glassfish|payara|picocli).*"));
    }

    @Test
    void theApplicationXmlNamesBothModulesAndTheContextRoot() {
        String xml = new String(ear.get("META-INF/application.xml"), StandardCharsets.UTF_8);

        assertThat(xml)
                .contains("version=\"10\"")
                .contains("<ejb>ejb-monitor.jar</ejb>")
                .contains("<web-uri>web-console.war</web-uri>")
                .contains("<context-root>/okiagari</context-root>")
                .contains("<library-directory>lib</library-directory>");
    }

    @Test
    void theSkinnyWarHoldsNothingThatLiesInLib() {
        assertThat(jars(skinny)).isNotEmpty().noneMatch(jar -> jar.matches(SHARED));
    }

    @Test
    void theFatWarHoldsTheMonitorAndAllItNeeds() {
        assertThat(jars(fat))
                .anyMatch(jar -> jar.startsWith("ejb-monitor"))
                .anyMatch(jar -> jar.startsWith("jmx-api"))
                .anyMatch(jar -> jar.startsWith("jnr-posix"))
                .anyMatch(jar -> jar.matches("jffi-.*-native\\.jar"))
                .anyMatch(jar -> jar.startsWith("jolokia-server-core"))
                .anyMatch(jar -> jar.startsWith("jolokia-service-jmx"))
                .anyMatch(jar -> jar.startsWith("jolokia-service-serializer"))
                .anyMatch(jar -> jar.startsWith("hawtio-system"));
    }

    @Test
    void noShapeHoldsTheDoorsThatStayShut() {
        for (SortedMap<String, byte[]> shape : List.of(ear, skinny, fat)) {
            assertThat(shape.keySet())
                    .noneMatch(name -> name.matches(".*jolokia-(service-(jsr160|discovery|history)|agent).*"));
        }
    }

    @Test
    void theWarIsTheSameInBothShapesButForTheSharedJars() {
        assertThat(skinny.keySet()).allMatch(name -> fat.containsKey(name) || isSharedOrManifest(name));
        assertThat(fat.keySet()).allMatch(name -> skinny.containsKey(name) || isSharedOrManifest(name));
    }

    @Test
    void beansAreFoundByAnnotationInTheMonitorAndInTheWar() {
        SortedMap<String, byte[]> ejb = entries(new ByteArrayInputStream(ear.get("ejb-monitor.jar")));

        assertThat(text(ejb, "META-INF/beans.xml")).contains("bean-discovery-mode=\"annotated\"");
        assertThat(text(skinny, "WEB-INF/beans.xml")).contains("bean-discovery-mode=\"annotated\"");
    }

    private static boolean isSharedOrManifest(String name) {
        return name.startsWith("META-INF/") || name.matches(LIB + SHARED);
    }

    private static List<String> jars(SortedMap<String, byte[]> war) {
        return war.keySet().stream()
                .filter(name -> name.startsWith(LIB) && name.endsWith(".jar"))
                .map(name -> name.substring(LIB.length()))
                .toList();
    }

    private static String text(SortedMap<String, byte[]> archive, String name) {
        assertThat(archive.keySet()).contains(name);
        return new String(archive.get(name), StandardCharsets.UTF_8);
    }

    private static SortedMap<String, byte[]> entries(Path archive) {
        try {
            return entries(Files.newInputStream(archive));
        } catch (IOException e) {
            throw new UncheckedIOException("The build has not made " + archive, e);
        }
    }

    private static SortedMap<String, byte[]> entries(InputStream stream) {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(stream)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }
}
