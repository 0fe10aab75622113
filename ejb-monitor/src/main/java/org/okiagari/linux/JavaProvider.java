package org.okiagari.linux;

import java.nio.file.Path;
import org.okiagari.pcheck.SyslogSender;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.saver.ProcessId;

/** The JDK alone: everything but deaths by event. */
final class JavaProvider implements Provider {
    private static final int SYSLOG_PORT = 514;

    private final LinuxClock clock = LinuxClock.ofJvm();
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
    public void close() {
        probe.close();
    }

    /** Holds nobody: a process is asked for by its pid and start time. */
    private final class StatWatches implements Watches {
        @Override
        public WatchedProcess watch(ProcessId id, Runnable onDeath) {
            return new StatWatch(id, probe, JavaSpawner::signal);
        }

        @Override
        public boolean isHeld(long pid) {
            return false;
        }
    }
}
