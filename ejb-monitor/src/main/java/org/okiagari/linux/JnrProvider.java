package org.okiagari.linux;

import java.io.File;
import java.nio.file.Path;
import org.okiagari.pcheck.SyslogSender;

/** The kernel through JNR. */
final class JnrProvider implements Provider {
    private final SparingOs os;
    private final LinuxClock clock;
    private final DeathWatch deaths;
    private final Pidfds pidfds;

    private JnrProvider(SparingOs os, LinuxClock clock, DeathWatch deaths) {
        this.os = os;
        this.clock = clock;
        this.deaths = deaths;
        this.pidfds = new Pidfds(os, deaths, clock.monotonic());
        os.onShortage(pidfds::makeRoom);
    }

    /**
     * Starts the thread that waits for deaths.
     *
     * @throws CannotLook if there is no epoll
     */
    static JnrProvider open(Os kernel) throws CannotLook {
        SparingOs os = new SparingOs(kernel);
        LinuxClock clock = LinuxClock.of(os);
        try {
            return new JnrProvider(os, clock, DeathWatch.start(os, clock.monotonic()));
        } catch (CannotLook e) {
            os.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return "JNR";
    }

    /** Returns what this kernel can do for us, in words for the log. */
    String capabilities() {
        long pid = ProcessHandle.current().pid();
        boolean isFamilyTold = new File("/proc/self/task/" + pid + "/children").exists();
        return pidfds.capabilities() + ", children of a process " + (isFamilyTold ? "told" : "by looks");
    }

    @Override
    public LinuxClock clock() {
        return clock;
    }

    @Override
    public ProcfsProcessTable table() {
        return new ProcfsProcessTable(
                () -> new JnrProcReader(os),
                pidfds,
                clock.monotonic(),
                ProcessHandle.current().pid());
    }

    @Override
    public Spawner spawner(int umask) {
        return new PosixSpawner(os, deaths, pidfds, umask);
    }

    @Override
    public SyslogSender syslog(Path socket) {
        return new DevLogSyslog(os, socket);
    }

    @Override
    public OsLayer.Descriptors descriptors() {
        return pidfds.descriptors();
    }

    @Override
    public void close() {
        pidfds.close();
        deaths.close();
        os.close();
    }
}
