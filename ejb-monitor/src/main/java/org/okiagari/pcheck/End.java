package org.okiagari.pcheck;

/** Why a pcheck ends, and what follows from it (CONTRACT section 4). */
enum End {
    /** padmin, the console, or TERM to the foreground command. */
    COMMAND(true, 0, true),
    /** The action shutdown: in order, as by padmin. */
    ACTION_SHUTDOWN(true, 0, true),
    /** The action exit: abnormal, for a cluster that watches the command. */
    ACTION_EXIT(false, 1, true),
    /** The server ends or the application is undeployed: the pcheck comes back with it. */
    SERVER(true, -1, false);

    /** Whether {@code Shutdown pcheck} is logged. */
    final boolean isOrderly;

    /** Exit code of the foreground command, -1 = it tries to attach again. */
    final int exitCode;

    /** Whether the pcheck is forgotten, so that it does not come back with the server. */
    final boolean isForgotten;

    End(boolean isOrderly, int exitCode, boolean isForgotten) {
        this.isOrderly = isOrderly;
        this.exitCode = exitCode;
        this.isForgotten = isForgotten;
    }
}
