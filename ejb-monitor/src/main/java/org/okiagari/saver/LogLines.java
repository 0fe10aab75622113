package org.okiagari.saver;

/** Builds every line that copies the manual, and ours beside them: no other class spells them (CONTRACT section 6). */
public final class LogLines {
    private LogLines() {}
}
