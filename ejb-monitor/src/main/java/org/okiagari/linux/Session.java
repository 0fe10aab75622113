package org.okiagari.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import org.okiagari.saver.ProcessId;

/**
 * Ends a script that ran too long: TERM to all of its session, after 10 s KILL. A daemon with a session of its own is spared.
 *
 * <p>Members are found by the session field of stat, since a script with job control has several process groups. A leader that
 * is our child is not reaped before the end, so that its session can not be anybody else's.
 */
final class Session {
    private static final Logger LOG = Logger.getLogger(Session.class.getName());
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    private static final long STEP_MILLIS = 100;
    private static final long KILL_SECONDS = 10;
    private static final long LAST_SECONDS = 2;

    private final long id;
    private final BooleanSupplier isLeaderDead;
    private final Members members;
    private final ScheduledExecutorService thread;
    private final Runnable onStopped;
    private boolean isTermSent;
    private boolean isKillTime;
    private boolean isKillSent;
    private boolean isTimeOver;

    /**
     * A session to be ended.
     *
     * @param id the pid of its leader
     * @param isLeaderDead it has ended, reaped or not
     */
    Session(
            long id,
            BooleanSupplier isLeaderDead,
            Members members,
            ScheduledExecutorService thread,
            Runnable onStopped) {
        this.id = id;
        this.isLeaderDead = isLeaderDead;
        this.members = members;
        this.thread = thread;
        this.onStopped = onStopped;
    }

    /** Begins; {@code onStopped} is called when all are dead, or when nothing more can be done. */
    void stop() {
        // Not counted in steps: where there are thousands of processes each of them takes long.
        thread.schedule(() -> isKillTime = true, KILL_SECONDS, TimeUnit.SECONDS);
        goOn();
    }

    private void goOn() {
        boolean isOver = false;
        try {
            isOver = step();
        } catch (CannotLook e) {
            LOG.warning("The session of a script that ran too long can not be seen: " + e.why());
        }
        if (isOver || isTimeOver) {
            onStopped.run();
        } else {
            thread.schedule(this::goOn, STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean step() throws CannotLook {
        List<ProcessId> present = members.of(id);
        if (!isTermSent || isKillTime) {
            int signal = isTermSent ? SIGKILL : SIGTERM;
            present.forEach(member -> members.signal(member, signal));
            if (signal == SIGKILL && !isKillSent) {
                isKillSent = true;
                thread.schedule(() -> isTimeOver = true, LAST_SECONDS, TimeUnit.SECONDS);
            }
            isTermSent = true;
        }
        return present.isEmpty() && isLeaderDead.getAsBoolean();
    }

    /** Finds the live members of sessions. Used by one thread. */
    static final class Members {
        private final Spawner spawner;
        private final ProcReader reader;
        private final byte[] bytes = new byte[1024];

        Members(Spawner spawner) {
            this.spawner = spawner;
            this.reader = spawner.reader();
        }

        List<ProcessId> of(long session) throws CannotLook {
            List<ProcessId> members = new ArrayList<>();
            reader.list((pid, inode) -> {
                int length = reader.read(Long.toString(pid), "stat", bytes);
                if (length > 0) {
                    ProcStat.parse(bytes, length)
                            .filter(stat -> stat.session() == session && !stat.isDead())
                            .ifPresent(stat -> members.add(new ProcessId(pid, stat.startTime())));
                }
            });
            return members;
        }

        void signal(ProcessId id, int number) {
            spawner.signal(id, number);
        }

        void close() {
            reader.close();
        }
    }
}
