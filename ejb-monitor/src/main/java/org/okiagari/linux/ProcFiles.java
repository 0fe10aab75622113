package org.okiagari.linux;

import java.util.Optional;

/** Reads the files of /proc that tell who a process is. */
final class ProcFiles {
    private static final String DELETED = " (deleted)";

    private final ProcReader reader;
    private final byte[] stat = new byte[1024];

    ProcFiles(ProcReader reader) {
        this.reader = reader;
    }

    /**
     * Returns its program, without a note that the file was replaced; empty if there is none or we may not know.
     *
     * @param expected what it probably is
     */
    String program(String entry, String expected) throws CannotLook {
        String exe = reader.link(entry, "exe", expected);
        return exe.endsWith(DELETED) ? exe.substring(0, exe.length() - DELETED.length()) : exe;
    }

    /** Returns what the kernel tells of it, none if it is gone. */
    Optional<ProcStat> stat(String entry) throws CannotLook {
        int length = reader.read(entry, "stat", stat);
        if (length <= 0) {
            return Optional.empty();
        }
        Optional<ProcStat> parsed = ProcStat.parse(stat, length);
        if (parsed.isEmpty()) {
            throw new CannotLook("/proc/" + entry + "/stat can not be understood");
        }
        return parsed;
    }
}
