package org.okiagari.saver;

import java.util.ArrayList;
import java.util.List;

/** Builds a look: one line of a process list each. The start time is ten times the pid unless it is said. */
final class Look {
    private final List<Seen> processes = new ArrayList<>();

    Look with(Seen seen) {
        processes.add(seen);
        return this;
    }

    /** A program in a session of its own, child of init. */
    Look program(long pid, String exe) {
        return with(seen(pid, 1, pid, exe));
    }

    /** A script run by its interpreter, in a session of its own. */
    Look script(long pid, String interpreter, String script) {
        return with(new Seen(id(pid), 1, pid, pid, interpreter, interpreter, script));
    }

    /** A process of a family. */
    Look member(long pid, long ppid, long session) {
        return with(seen(pid, ppid, session, "/usr/sbin/crond"));
    }

    static Seen seen(long pid, long ppid, long session, String exe) {
        return new Seen(id(pid), ppid, session, session, exe, exe, "");
    }

    static ProcessId id(long pid) {
        return new ProcessId(pid, pid * 10);
    }

    ProcessIndex index() {
        return ProcessIndex.of(processes);
    }
}
