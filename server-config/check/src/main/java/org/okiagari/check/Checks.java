package org.okiagari.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The checks of the running test: one for each home that a saver of it writes to. Helpers that make a home or start a saver
 * ask for its check, so that no author can forget it; {@link CheckExtension} evaluates all at the end of each test.
 */
public final class Checks {
    private static final List<OkiagariCheck> OF_CLASS = new ArrayList<>();
    private static final List<OkiagariCheck> OF_TEST = new ArrayList<>();
    private static boolean isInTest;

    private Checks() {}

    /** Returns the check of a home; a home that is new to this test, or class of tests, is checked from now on. */
    public static synchronized OkiagariCheck of(Path home) {
        Path log = home.resolve("log");
        Optional<OkiagariCheck> known =
                all().filter(check -> check.log().equals(log)).findFirst();
        return known.orElseGet(() -> {
            OkiagariCheck check = OkiagariCheck.of(home);
            (isInTest ? OF_TEST : OF_CLASS).add(check);
            return check;
        });
    }

    /** The test ends these processes now, for certain: told to every check. */
    public static synchronized void dies(long... pids) {
        all().forEach(check -> check.dies(pids));
    }

    /** A saver stands still from now on (SIGSTOP), as far as any check is concerned. */
    public static synchronized void standsStill() {
        all().forEach(OkiagariCheck::standsStill);
    }

    /** It goes on. */
    public static synchronized void goesOn() {
        all().forEach(OkiagariCheck::goesOn);
    }

    private static Stream<OkiagariCheck> all() {
        return Stream.concat(OF_CLASS.stream(), OF_TEST.stream());
    }

    static synchronized void each(Consumer<OkiagariCheck> work) {
        List.copyOf(all().toList()).forEach(work);
    }

    static synchronized void begin() {
        isInTest = true;
    }

    static synchronized void end() {
        isInTest = false;
        OF_TEST.clear();
    }

    static synchronized void endOfClass() {
        end();
        OF_CLASS.clear();
    }
}
