package org.okiagari.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.okiagari.saver.ProcessId;

/**
 * Ends a script that ran too long: TERM to all of its session, after 10 s KILL. A daemon with a session of its own is spared.
 *
 * <p>Members are found by the session field of stat, since a script with job control has several process groups. The leader
 * is not reaped before the end, so that its session can not be anybody else's.
 */
final class Session {
    private static final Logger LOG = Logger.getLogger(Session.class.getName());
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    private static final long STEP_MILLIS = 100;
    private static final long TERM_STEPS = 10_000 / STEP_MILLIS;
    private static final long LAST_STEP = TERM_STEPS + 2_000 / STEP_MILLIS;

    private final Spawner.Child leader;
    private final Members members;
    private final ScheduledExecutorService thread;
    private final Runnable onStopped;
    private boolean isTermSent;
    private long step;

    Session(Spawner.Child leader, Members members, ScheduledExecutorService thread, Runnable onStopped) {
        this.leader = leader;
        this.members = members;
        this.thread = thread;
        this.onStopped = onStopped;
    }

    /** Begins; {@code onStopped} is called when all are dead, or when nothing more can be done. */
    void stop() {
        boolean isOver = false;
        try {
            isOver = step();
        } catch (CannotLook e) {
            LOG.warning("The session of a script that ran too long can not be seen: " + e.why());
        }
        step++;
        if (isOver || step > LAST_STEP) {
            onStopped.run();
        } else {
            thread.schedule(this::stop, STEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean step() throws CannotLook {
        List<ProcessId> present = members.of(leader.id().pid());
        if (!isTermSent || step >= TERM_STEPS) {
            int signal = isTermSent ? SIGKILL : SIGTERM;
            present.forEach(id -> members.signal(id, signal));
            isTermSent = true;
        }
        return present.isEmpty() && leader.isDead();
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
