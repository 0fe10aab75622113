package org.okiagari.jmx;

/**
 * File descriptors of this server.
 *
 * @param open how many are open, -1 if unknown
 * @param limit how many may be open, -1 if unknown
 * @param watching how many of the open ones are held to watch processes
 */
public record Descriptors(long open, long limit, long watching) {
    /** Nobody has counted yet. */
    public static final Descriptors UNKNOWN = new Descriptors(-1, -1, 0);
}
