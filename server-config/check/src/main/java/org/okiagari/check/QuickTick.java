package org.okiagari.check;

import java.util.function.Consumer;

/** I-7: the tick waits for nobody: the longest one that the saver measured is told, and is not above MONITOR_INTERVAL. */
final class QuickTick implements Invariant {
    @Override
    public String name() {
        return "I-7";
    }

    @Override
    public void prove(Run run, Consumer<String> wrong) {
        for (Facts.Tick tick : run.facts().ticks) {
            if (tick.longest().compareTo(tick.interval()) > 0) {
                wrong.accept(
                        "a tick of " + tick.pcheck() + " took " + tick.longest().toMillis()
                                + " ms, MONITOR_INTERVAL is " + tick.interval().toMillis() + " ms");
            }
        }
    }
}
