package org.okiagari.linux;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.okiagari.pcheck.SyslogSender;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ProcessId;

/** The JDK alone: everything but deaths by event. */
final class JavaProvider implements Provider {
    private static final int SYSLOG_PORT = 514;
    private static final String LIMIT = "Max open files";

    private final LinuxClock clock = LinuxClock.ofJvm();
    private final AtomicInteger watches = new AtomicInteger();
    private final StatProbe probe = new StatProbe(JavaProcReader::new);

    @Override
    public String name() {
        return "JDK";
    }

    @Override
    public LinuxClock clock() {
        return clock;
    }

    @Override
    public ProcfsProcessTable table() {
        return new ProcfsProcessTable(
                JavaProcReader::new,
                new StatWatches(),
                clock.monotonic(),
                ProcessHandle.current().pid());
    }

    @Override
    public Spawner spawner(int umask) {
        return new JavaSpawner(umask);
    }

    /** The JDK has no datagram socket of that kind. */
    @Override
    public SyslogSender syslog(Path socket) {
        return UdpSyslog.to("127.0.0.1", SYSLOG_PORT, "localhost");
    }

    @Override
    public OsLayer.Descriptors descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return new OsLayer.Descriptors(limit(), open == null ? -1 : open.length, 0, watches.get());
    }

    private static long limit() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/limits"))) {
            return lines.filter(line -> line.startsWith(LIMIT))
                    .map(line -> line.substring(LIMIT.length()).strip().split(" +")[0])
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElse(Integer.MAX_VALUE);
        } catch (IOException | UncheckedIOException | NumberFormatException e) {
            return Integer.MAX_VALUE; // "unlimited" too
        }
    }

    @Override
    public void close() {
        probe.close();
    }

    /** Holds nobody: a process is asked for by its pid and start time. */
    private final class StatWatches implements Watches {
        @Override
        public WatchedProcess watch(ProcessId id, Runnable onDeath) {
            watches.incrementAndGet();
            return new StatWatch(id, probe, JavaSpawner::signal, watches::decrementAndGet);
        }

        @Override
        public boolean isHeld(long pid) {
            return false;
        }
    }
}
