package org.okiagari.linux;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.jar.JarFile;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.okiagari.pcheck.MonitorThread;
import org.okiagari.pcheck.ProcessTable;
import org.okiagari.pcheck.ScriptRunner;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ScriptOutcome;

/**
 * Does once, beside the start, what an emergency needs: looks, starts a program, hears of its death. So every class is loaded and
 * every native call made before descriptors or memory are short, and the first restart is not slower than the others.
 */
final class Rehearsal implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Rehearsal.class.getName());
    private static final String PACKAGES = "org/okiagari/";
    private static final String CLASS = ".class";
    private static final long PATIENCE_SECONDS = 5;
    private static final ScriptRunner.Command PROGRAM =
            new ScriptRunner.Command("/bin/sleep 0.1", Map.of(), Path.of("/dev/null"), Duration.ofSeconds(5));

    private final ProcessTable table;
    private final ScriptRunner scripts;
    private final Thread thread = new MonitorThread("okiagari-rehearsal", this::perform);
    private volatile boolean isClosed;

    private Rehearsal(ProcessTable table, ScriptRunner scripts) {
        this.table = table;
        this.scripts = scripts;
    }

    static Rehearsal start(ProcessTable table, ScriptRunner scripts) {
        Rehearsal rehearsal = new Rehearsal(table, scripts);
        rehearsal.thread.start();
        return rehearsal;
    }

    /** Whatever goes wrong here will be said when it matters. */
    private void perform() {
        try {
            loadClasses();
            if (!isClosed) {
                table.look(Duration.ofMinutes(1));
            }
            if (!isClosed) {
                hearOfADeath();
            }
        } catch (RuntimeException
                | IOException
                | URISyntaxException
                | ExecutionException
                | TimeoutException
                | LinkageError e) {
            LOG.log(Level.FINE, "Not all could be rehearsed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hearOfADeath() throws InterruptedException, ExecutionException, TimeoutException {
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<ProcessId> started = new CompletableFuture<>();
        scripts.start(PROGRAM, new ScriptRunner.Attempt() {
            @Override
            public void started(ProcessId id, String script) {
                started.complete(id);
            }

            @Override
            public void ended(ScriptOutcome outcome) {
                started.cancel(false);
                ended.countDown();
            }
        });
        try (WatchedProcess watched = table.watch(started.get(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> {})) {
            watched.life();
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            watched.exitStatus();
        }
    }

    /** To be called before the table and the runner are closed. */
    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE_SECONDS * 1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loadClasses() throws IOException, URISyntaxException {
        CodeSource source = Rehearsal.class.getProtectionDomain().getCodeSource();
        if (source == null || !"file".equals(source.getLocation().getProtocol())) {
            return;
        }
        Path place = Path.of(source.getLocation().toURI());
        for (String name : Files.isDirectory(place) ? inDirectory(place) : inJar(place.toFile())) {
            if (isClosed) {
                return;
            }
            load(name);
        }
    }

    private static List<String> inDirectory(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place.resolve(PACKAGES))) {
            return files.map(file -> place.relativize(file).toString()).toList();
        }
    }

    private static List<String> inJar(File jar) throws IOException {
        try (JarFile file = new JarFile(jar)) {
            return file.stream().map(entry -> entry.getName()).toList();
        }
    }

    /** Loaded, not initialised: what a class does first it does when it is used. */
    private static void load(String file) {
        if (file.startsWith(PACKAGES) && file.endsWith(CLASS) && !file.contains("-info") && !isPosix(file)) {
            String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
            try {
                Class.forName(name, false, Rehearsal.class.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                LOG.log(Level.FINE, "Not loaded: " + name, e);
            }
        }
    }

    /** That one has a loader of its own. */
    private static boolean isPosix(String file) {
        return file.startsWith(PACKAGES + "linux/Posix$") || file.equals(PACKAGES + "linux/Posix" + CLASS);
    }
}
