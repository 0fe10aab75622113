package org.okiagari.saver;

/** The kinds of events; their texts are the notification types without {@code okiagari.} (CONTRACT section 6). */
public enum EventType {
    /** A process is there and watched. */
    PENT_UP("pent.up"),
    /** A process is gone. */
    PENT_DOWN("pent.down"),
    /** A restart script is started. */
    PENT_RESTART("pent.restart"),
    /** Restarts are used up. */
    PENT_RETRYOVER("pent.retryover"),
    /** Not there when monitoring starts. */
    PENT_SETPIDFAIL("pent.setpidfail"),
    /** A restart script failed, could not run or timed out. */
    PENT_SCRIPTFAILED("pent.scriptfailed"),
    /** A pcheck started. */
    PCHECK_START("pcheck.start"),
    /** A pcheck ended. */
    PCHECK_SHUTDOWN("pcheck.shutdown"),
    /** A pfile was read again. */
    PCHECK_RELOAD("pcheck.reload"),
    /** Monitoring is suspended. */
    PCHECK_STOP("pcheck.stop"),
    /** Monitoring is resumed. */
    PCHECK_RESUME("pcheck.resume"),
    /** A dump was written. */
    PCHECK_DUMP("pcheck.dump"),
    /** The cluster command ran. */
    PCHECK_SWITCH("pcheck.switch"),
    /** Events were lost. */
    GAP("gap"),
    /** Somebody asked for something, or was refused. */
    AUDIT("audit");

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    /** Returns the text in events.jsonl. */
    public String text() {
        return text;
    }
}
