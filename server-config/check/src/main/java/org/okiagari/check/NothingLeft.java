package org.okiagari.check;

import java.util.function.Consumer;

/** I-10: memory, descriptors, threads and children are where they were, and no zombie is left: as told by the test. */
final class NothingLeft implements Invariant {
    /** Of RSS; a small one may grow by its first 16 MiB. */
    private static final double GROWTH = 1.1;

    private static final long SMALL_KIB = 16_384;

    @Override
    public String name() {
        return "I-10";
    }

    @Override
    public void prove(Run run, Consumer<String> wrong) {
        for (Facts.Held held : run.facts().held) {
            Footprint before = held.before();
            Footprint after = held.after();
            more("descriptors", before.descriptors(), after.descriptors(), wrong);
            more("threads", before.threads(), after.threads(), wrong);
            more("children", before.children(), after.children(), wrong);
            more("zombies", 0, after.zombies(), wrong);
            long most = Math.max((long) (before.rssKib() * GROWTH), before.rssKib() + SMALL_KIB);
            if (after.rssKib() > most) {
                wrong.accept("memory grew from " + before.rssKib() + " to " + after.rssKib() + " KiB");
            }
        }
    }

    private static void more(String what, int before, int after, Consumer<String> wrong) {
        if (after > before) {
            wrong.accept(after + " " + what + " instead of " + before);
        }
    }
}
