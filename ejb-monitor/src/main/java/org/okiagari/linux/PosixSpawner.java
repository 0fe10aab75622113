package org.okiagari.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import org.okiagari.pcheck.MonitorThread;
import org.okiagari.saver.ExitStatus;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ScriptOutcome;

/**
 * Starts programs by posix_spawn(3). Never by fork and exec, which hangs in a JVM.
 *
 * <p>posix_spawn can set no umask. But Linux gives a thread a umask and a directory of its own (unshare of CLONE_FS, ADR
 * 0072): a thread that spawns has that of psenv, and its children inherit it. Where that is forbidden (some
 * containers), a shell sets it: a fixed text with the user's words as arguments.
 */
final class PosixSpawner implements Spawner {
    private static final Logger LOG = Logger.getLogger(PosixSpawner.class.getName());
    private static final int AT_FDCWD = -100;
    private static final int O_WRONLY_CREAT_APPEND_CLOEXEC = 0x80000 | 02101;
    private static final int O_RDWR_CLOEXEC = 0x80002;
    private static final int O_CLOEXEC = 0x80000;
    private static final int PATH_ROOM = 4352;
    private static final int PAGE = 1024;
    private static final int OUTPUT_MODE = 0640;
    private static final int CLONE_FS = 0x200;
    private static final int P_PID = 1;
    private static final int WNOHANG = 1;
    private static final int WEXITED_NOWAIT = 0x0100_0004;
    private static final String SHELL = "/bin/sh";
    private static final String TRAMPOLINE = "umask \"$1\"; shift; unset PWD OLDPWD SHLVL; exec \"$@\"";
    /** Children whose runner was closed before they ended; the next one reaps them, of a later deployment too. */
    private static final String ORPHANS = "org.okiagari.linux.orphans";

    private final Os os;
    private final DeathWatch deaths;
    private final Pidfds pidfds;
    private final int umask;
    private final Map<Long, PosixChild> children = new ConcurrentHashMap<>();
    private final Queue<Long> orphans = orphans();
    private final ThreadLocal<Seat> seats = ThreadLocal.withInitial(Seat::new);
    private final ProcReader proc;
    private final Os.Memory answer;

    PosixSpawner(Os os, DeathWatch deaths, Pidfds pidfds, int umask) {
        this.os = os;
        this.deaths = deaths;
        this.pidfds = pidfds;
        this.umask = umask;
        this.proc = new JnrProcReader(os);
        this.answer = os.allocate(128);
    }

    @SuppressWarnings("unchecked") // only this method writes this key
    private static Queue<Long> orphans() {
        return (Queue<Long>) System.getProperties().computeIfAbsent(ORPHANS, k -> new ConcurrentLinkedQueue<Long>());
    }

    @Override
    public Child spawn(Launch launch, Runnable onDeath) throws NotSpawned {
        Seat seat = seats.get();
        orphans.removeIf(pid -> reapNow(pid) != 0);
        int nothing = open(seat, "/dev/null", O_RDWR_CLOEXEC);
        try {
            int output = output(seat, launch, nothing);
            try {
                return child(spawn(seat, launch, nothing, output), onDeath);
            } finally {
                if (output != nothing) {
                    os.close(output);
                }
            }
        } finally {
            os.close(nothing);
        }
    }

    /** What a thread that spawns has of its own: its children inherit umask, directory and nice value. */
    private final class Seat {
        private final Os.Memory path = os.allocate(PATH_ROOM);
        private final Os.Memory page = os.allocate(PAGE);
        private final boolean hasOwnUmask;

        Seat() {
            hasOwnUmask = os.call(Sys.UNSHARE, CLONE_FS, 0, 0) == 0;
            if (hasOwnUmask) {
                os.call(Sys.UMASK, umask, 0, 0);
                os.call(Sys.CHDIR, path.text("/").address(), 0, 0);
            }
            // Nice values belong to threads; to lower one may be forbidden, then it stays.
            os.call(Sys.SETPRIORITY, 0, 0, 0);
        }
    }

    @Override
    public int head(Path file, byte[] into) throws CannotLook {
        Seat seat = seats.get();
        long fd = openat(seat, file.toString(), O_CLOEXEC);
        if (Errno.isShortage(fd)) {
            throw new CannotLook(file + ": " + os.message((int) -fd));
        }
        if (fd < 0) {
            return -1;
        }
        try {
            long length = os.retry(Sys.READ, fd, seat.page.address(), Math.min(into.length, PAGE));
            if (length > 0) {
                seat.page.bytes().get(0, into, 0, (int) length);
            }
            return (int) Math.max(-1, length);
        } finally {
            os.close((int) fd);
        }
    }

    private long openat(Seat seat, String file, int flags) {
        return os.call(Sys.OPENAT, AT_FDCWD, seat.path.text(file).address(), flags, OUTPUT_MODE, 0);
    }

    private int open(Seat seat, String file, int flags) throws NotSpawned {
        long fd = openat(seat, file, flags);
        if (fd < 0) {
            throw new NotSpawned(outcome((int) -fd, file));
        }
        return (int) fd;
    }

    /** A full or read-only disk must not stop restarts: then the output is dropped. */
    private int output(Seat seat, Launch launch, int nothing) throws NotSpawned {
        try {
            return open(seat, launch.output().toString(), O_WRONLY_CREAT_APPEND_CLOEXEC);
        } catch (NotSpawned e) {
            if (e.outcome() instanceof ScriptOutcome.Shortage) {
                throw e;
            }
            Sparingly.SCRIPT_OUTPUT.warn("The output of " + launch.path() + " is dropped: " + e.getMessage());
            return nothing;
        }
    }

    private int spawn(Seat seat, Launch launch, int in, int out) throws NotSpawned {
        List<String> environment = launch.environment();
        int pid;
        if (seat.hasOwnUmask) {
            pid = os.spawn(launch.path(), launch.argv(), environment, in, out);
            if (pid == -Errno.ENOEXEC && launch.isBare()) {
                pid = os.spawn(SHELL, with(List.of(SHELL, launch.path()), launch.argv()), environment, in, out);
            }
        } else {
            List<String> head = List.of(SHELL, "-c", TRAMPOLINE, SHELL, Integer.toOctalString(umask), launch.path());
            pid = os.spawn(SHELL, with(head, launch.argv()), environment, in, out);
        }
        if (pid < 0) {
            throw new NotSpawned(outcome(-pid, launch.path()));
        }
        return pid;
    }

    private static List<String> with(List<String> head, List<String> argv) {
        List<String> all = new ArrayList<>(head);
        all.addAll(argv.subList(1, argv.size()));
        return all;
    }

    private ScriptOutcome outcome(int errno, String what) {
        String why = what + ": " + os.message(errno);
        return Errno.isShortage(-errno) ? new ScriptOutcome.Shortage(why) : new ScriptOutcome.CannotExecute(why);
    }

    private Child child(int pid, Runnable onDeath) {
        byte[] bytes = new byte[PAGE];
        resetOomScore(pid, bytes);
        PosixChild child = new PosixChild(identity(pid, bytes), onDeath);
        children.put(child.id().pid(), child);
        child.listen();
        return child;
    }

    private ProcessId identity(int pid, byte[] bytes) {
        try {
            int length = read(Integer.toString(pid), "stat", bytes);
            return new ProcessId(
                    pid, ProcStat.parse(bytes, length).map(ProcStat::startTime).orElse(0L));
        } catch (CannotLook e) {
            return new ProcessId(pid, 0);
        }
    }

    private int read(String entry, String name, byte[] into) throws CannotLook {
        synchronized (proc) {
            return Math.max(0, proc.read(entry, name, into));
        }
    }

    /** An app server that is spared or preferred by the OOM killer must not hand that on. */
    private void resetOomScore(int pid, byte[] bytes) {
        try {
            int length = read("self", "oom_score_adj", bytes);
            boolean isDefault = length > 0
                    && new String(bytes, 0, length, StandardCharsets.US_ASCII)
                            .strip()
                            .equals("0");
            if (!isDefault) {
                Files.writeString(Path.of("/proc/" + pid + "/oom_score_adj"), "0");
            }
        } catch (IOException | CannotLook e) {
            LOG.fine("oom_score_adj of " + pid + " stays: " + e);
        }
    }

    /** Returns the pid if the child is reaped, 0 while it runs, or a negative error number. */
    private long reapNow(long pid) {
        synchronized (answer) {
            return os.retry(Sys.WAIT4, pid, answer.address(), WNOHANG);
        }
    }

    @Override
    public boolean signal(ProcessId id, int number) {
        return pidfds.signal(id, number);
    }

    @Override
    public ProcReader reader() {
        return new JnrProcReader(os);
    }

    @Override
    public void close() {
        children.values().forEach(PosixChild::leave);
        synchronized (proc) {
            proc.close();
        }
    }

    /** A child, held by its pid: it can not be anybody else's before we reap it. */
    private final class PosixChild implements Child {
        private final ProcessId id;
        private final Runnable onDeath;
        private int pidfd = -1;
        private long event = -1;

        PosixChild(ProcessId id, Runnable onDeath) {
            this.id = id;
            this.onDeath = onDeath;
        }

        /** By pidfd; without one a thread waits. */
        synchronized void listen() {
            long fd = os.call(Sys.PIDFD_OPEN, id.pid(), 0, 0);
            if (fd >= 0) {
                pidfd = (int) fd;
                event = deaths.add(pidfd, toldNanos -> onDeath.run());
            }
            if (event < 0) {
                new MonitorThread("okiagari-script-" + id.pid(), this::await).start();
            }
        }

        /** WNOWAIT leaves the zombie: its session can not be anybody else's before its members are dealt with. */
        private void await() {
            Os.Memory info = os.allocate(128);
            long result;
            do {
                result = os.call(Sys.WAITID, P_PID, id.pid(), info.address(), WEXITED_NOWAIT, 0);
            } while (result == -Errno.EINTR);
            onDeath.run();
        }

        @Override
        public ProcessId id() {
            return id;
        }

        @Override
        public boolean isDead() {
            synchronized (answer) {
                answer.bytes().putInt(16, 0);
                long result = os.call(Sys.WAITID, P_PID, id.pid(), answer.address(), WEXITED_NOWAIT | WNOHANG, 0);
                return result < 0 || answer.bytes().getInt(16) != 0;
            }
        }

        @Override
        public ScriptOutcome reap() {
            ScriptOutcome outcome;
            synchronized (answer) {
                long result = reapNow(id.pid());
                outcome = result == id.pid() ? WaitStatus.outcome(answer.bytes().getInt(0)) : stolen();
            }
            children.remove(id.pid());
            release();
            return outcome;
        }

        /** ECHILD: SIGCHLD is ignored, or somebody in this JVM waits for all children. The kernel may still know. */
        private ScriptOutcome stolen() {
            ExitStatus status =
                    pidfd < 0 ? new ExitStatus.Unknown() : pidfds.calls().exitStatus(pidfd);
            if (status instanceof ExitStatus.Exited exited) {
                return new ScriptOutcome.Exited(exited.code());
            }
            if (status instanceof ExitStatus.Signalled signalled) {
                return new ScriptOutcome.Signalled(signalled.signal());
            }
            return new ScriptOutcome.CannotExecute("its exit status was taken by somebody else in this server");
        }

        private synchronized void release() {
            if (event >= 0) {
                deaths.forget(event, pidfd);
            }
            if (pidfd >= 0) {
                os.close(pidfd);
            }
            pidfd = -1;
            event = -1;
        }

        void leave() {
            release();
            orphans.add(id.pid());
        }
    }
}
