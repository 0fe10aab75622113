package org.okiagari.check;

import java.nio.file.Path;
import java.util.List;

/**
 * The disk of one process, which refuses calls on some of its files while it runs, by a library that gcc makes of {@code disk.c}:
 * open for writing, write, fsync, truncate and rename.
 */
public final class TestDisk {
    private static final int CALLS = 0;
    private static final int FIRST = 1;
    private static final int LAST = 2;
    private static final int ERROR = 3;

    private final Preload preload;
    private final String files;

    private TestDisk(Preload preload, String files) {
        this.preload = preload;
        this.files = files;
    }

    /** Makes one in this directory, for files whose path has one of these words in it; it needs gcc and the headers of libc. */
    public static TestDisk create(Path directory, String... words) {
        return new TestDisk(Preload.make(directory, "disk", ERROR + 1), String.join(":", words));
    }

    /** Returns the command that runs another one on this disk. */
    public List<String> under() {
        return List.of(
                "env",
                "LD_PRELOAD=" + preload.library(),
                "OKIAGARI_TEST_DISK=" + preload.words(),
                "OKIAGARI_TEST_DISK_FILES=" + files);
    }

    /** Counts from here on, and refuses the calls from the first to the last of these numbers. */
    public void refuse(long first, long last, int errno) {
        recover();
        preload.set(CALLS, 0);
        preload.set(ERROR, errno);
        preload.set(FIRST, first);
        preload.set(LAST, last);
    }

    /** Does all that is asked from now on. */
    public void recover() {
        preload.set(LAST, 0);
    }

    /** Returns how many calls there were since it began to refuse. */
    public long calls() {
        return preload.get(CALLS);
    }
}
