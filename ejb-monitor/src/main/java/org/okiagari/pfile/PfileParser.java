package org.okiagari.pfile;

/** Parses a pfile: all its problems at once, never an exception. */
public final class PfileParser {
    private PfileParser() {}

    /** Returns the pfile of these bytes, or every problem in them. */
    public static PfileResult parse(byte[] content) {
        throw new UnsupportedOperationException("to be written");
    }
}
