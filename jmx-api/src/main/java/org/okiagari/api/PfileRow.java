package org.okiagari.api;

/**
 * A pfile as it is on the disk now.
 *
 * @param text what it holds, empty if it can not be read
 * @param whole false if the text is longer than was asked for, and ends early
 * @param usable true if a reload would take it
 * @param problems every error and warning, by line
 * @param changes what a reload would change, one line each; empty if it is not usable
 */
public record PfileRow(String text, boolean whole, boolean usable, ProblemRow[] problems, String[] changes) {
    /** Copies the arrays. */
    public PfileRow {
        problems = problems.clone();
        changes = changes.clone();
    }
}
