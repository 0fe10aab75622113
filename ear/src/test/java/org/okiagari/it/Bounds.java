package org.okiagari.it;

/** How long things may take: what the product promises on a quiet machine, and ten times that where others work too. */
final class Bounds {
    private static final boolean IS_QUIET = Boolean.getBoolean("okiagari.quiet");
    private static final int BUSY = 10;

    private Bounds() {}

    /** Returns the bound; {@code -Dokiagari.quiet=true} says that nothing else runs here. */
    static long of(long promised) {
        return IS_QUIET ? promised : BUSY * promised;
    }

    /** Returns how long some work took. */
    static long millisOf(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1_000_000;
    }
}
