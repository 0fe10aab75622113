package org.okiagari.check;

import java.util.function.Consumer;

/** One promise of the product (docs/reliability.md), proven over a run. */
interface Invariant {
    /** Returns its name: {@code I-1}. */
    String name();

    /** Tells what is wrong, one line each. */
    void prove(Run run, Consumer<String> wrong);
}
