package org.okiagari.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The wall clock of one process, shifted while it runs by a library that gcc makes of {@code clock.c}. */
public final class TestClock {
    private static final int SHIFT = 0;
    private static final int WALL_WAITS = 1;

    private final Preload preload;

    private TestClock(Preload preload) {
        this.preload = preload;
    }

    /** Makes one in this directory, right at first; it needs gcc and the headers of libc. */
    public static TestClock create(Path directory) {
        return new TestClock(Preload.make(directory, "clock", 2));
    }

    /** Returns the command that runs another one under this clock. */
    public List<String> under() {
        return List.of("env", "LD_PRELOAD=" + preload.library(), "OKIAGARI_TEST_CLOCK=" + preload.words());
    }

    /** Returns how often something waited until a time of the wall clock; the JVM's own waits are monotonic. */
    public long wallWaits() {
        return preload.get(WALL_WAITS);
    }

    /** Steps the clock. */
    public void add(Duration step) {
        preload.set(SHIFT, preload.get(SHIFT) + step.toSeconds());
    }
}
