package org.okiagari.saver;

/** How a watched process ended, as far as the kernel tells. */
public sealed interface ExitStatus {
    /** Returns the text of the bean and of events: {@code exit 3}, {@code signal 9}, {@code unknown}. */
    String text();

    /** Tells whether somebody ended it in order: exit 0, or TERM, INT, HUP (CONTRACT section 3, SETTLE). */
    boolean isOrderly();

    /** It exited with a code. */
    record Exited(int code) implements ExitStatus {
        @Override
        public String text() {
            return "exit " + code;
        }

        @Override
        public boolean isOrderly() {
            return code == 0;
        }
    }

    /** A signal ended it. */
    record Signalled(int signal) implements ExitStatus {
        @Override
        public String text() {
            return "signal " + signal;
        }

        @Override
        public boolean isOrderly() {
            return signal == 1 || signal == 2 || signal == 15;
        }
    }

    /** The kernel does not tell. */
    record Unknown() implements ExitStatus {
        @Override
        public String text() {
            return "unknown";
        }

        @Override
        public boolean isOrderly() {
            return false;
        }
    }
}
