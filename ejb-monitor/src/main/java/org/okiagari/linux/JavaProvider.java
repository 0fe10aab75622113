package org.okiagari.linux;

import java.nio.file.Path;
import org.okiagari.pcheck.SyslogSender;

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
                new JavaProcReader(),
                new CommandLines(JavaProcReader::new, clock.monotonic()),
                (id, onDeath) -> new StatWatch(id, probe, JavaSpawner::signal),
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
}
