package org.okiagari.linux;

import org.jspecify.annotations.Nullable;
import org.okiagari.saver.Seen;

/** One process as looks know it; once its look is over it is not changed. */
final class KnownProcess {
    /** No process has it. */
    private static final long NO_INODE = -1;

    final long pid;
    /** The pid as text. */
    final String name;
    /** Of its directory, 0 if unknown. */
    final long inode;
    /** What we tell of it; none for a kernel thread or a dead zombie. */
    @Nullable
    Seen seen;
    /** It stays nobody for ever. */
    boolean isKernelThread;
    /** It may run another program soon, or we do not know it well. */
    boolean isRestless;

    KnownProcess(long pid, String name, long inode) {
        this.pid = pid;
        this.name = name;
        this.inode = inode;
    }

    /** Stands for one that is gone until all are listed again. */
    static KnownProcess gone(KnownProcess old) {
        return new KnownProcess(old.pid, old.name, NO_INODE);
    }

    /** Fills in the names. */
    void name(CommandLine line) {
        Seen now = seen;
        if (now != null) {
            seen = new Seen(now.id(), now.ppid(), now.pgrp(), now.session(), now.exe(), line.argv0(), line.script());
        }
    }

    /** Takes the very object that we told before, so that it is seen at once that nothing changed. */
    boolean isTold(@Nullable Seen before) {
        boolean isEqual = before != null && before.equals(seen);
        seen = isEqual ? before : seen;
        return isEqual;
    }

    /** Judges whether it must be read again soon, when all of it is known. */
    void settle(Ages ages, long nowNanos) {
        Seen now = seen;
        if (now != null) {
            // A process without a name may have one soon: its command line could not be read yet.
            String program = now.exe().isEmpty() ? now.argv0() : now.exe();
            isRestless = ages.isYoung(now.id().startTime(), nowNanos)
                    || now.argv0().isEmpty()
                    || Launchers.isLauncher(Texts.baseName(program));
        }
    }
}
