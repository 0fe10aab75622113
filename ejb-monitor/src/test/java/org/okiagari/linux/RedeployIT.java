package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.ScriptRunner;

/** Deployed, used and undeployed again and again: what the JVM keeps does not grow (issue 2, R-41). */
class RedeployIT {
    private static final Path NATIVE = Path.of("target", "native-redeploy").toAbsolutePath();

    /** What one deployment does; runs inside its loader. */
    public static final class Deployment implements Consumer<Path> {
        @Override
        public void accept(Path directory) {
            try (OsLayer layer = OsLayer.open(directory)) {
                layer.table().look(Duration.ZERO);
                layer.table().watch(Children.id(1), () -> {}).life();
                layer.clock().now();
                ScriptRunner runner = layer.scripts(java.util.Map.of(), 022, ScriptGate.OPEN);
                java.util.concurrent.CountDownLatch ended = new java.util.concurrent.CountDownLatch(1);
                runner.start(
                        new ScriptRunner.Command(
                                "true", java.util.Map.of(), directory.resolve("log"), Duration.ofSeconds(9)),
                        outcome -> ended.countDown());
                ended.await();
                if (!layer.providerName().equals("JNR")) {
                    throw new IllegalStateException("without JNR nothing is proved");
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** JNR must be loaded by the first deployment itself, not by a test before it in this JVM. */
    private static void forgetJnr() {
        System.getProperties().keySet().removeIf(key -> key.toString().startsWith("org.okiagari."));
    }

    @Test
    void leavesNoLoaderThreadOrDescriptorBehind() throws Exception {
        forgetJnr();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        loaders.add(deploy());
        long descriptors = descriptors();
        long libraries = libraries();
        List<String> cleaners = threads("Cleaner");

        for (int i = 0; i < 5; i++) {
            loaders.add(deploy());
        }

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            System.gc();
            assertThat(loaders).allMatch(loader -> loader.get() == null);
            assertThat(threads("okiagari")).isEmpty();
            assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
        });
        assertThat(threads("Cleaner")).isEqualTo(cleaners);
        assertThat(libraries()).isEqualTo(libraries);
        try (Stream<Path> files = Files.list(NATIVE)) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith("jnr-")))
                    .isEmpty();
        }
    }

    /** As an app server does: a loader for the application alone, closed at undeploy. */
    private static WeakReference<ClassLoader> deploy() throws Exception {
        URL[] urls = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(RedeployIT::url)
                .toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            consumer(loader.loadClass(Deployment.class.getName())).accept(NATIVE);
            return new WeakReference<>(loader);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @SuppressWarnings("unchecked")
    private static Consumer<Path> consumer(Class<?> type) throws ReflectiveOperationException {
        return (Consumer<Path>) type.getDeclaredConstructor().newInstance();
    }

    private static URL url(String path) {
        try {
            return new File(path).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
            return fds.count();
        }
    }

    private static long libraries() throws Exception {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("jffi") && line.contains("r-xp"))
                .count();
    }

    /** Ours must end, jffi's cleaner stays. The test's own and the JDK's pools come and go. */
    private static List<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }
}
