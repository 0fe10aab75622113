package org.okiagari.saver;

/**
 * What a PENT names, ready for matching.
 *
 * @param pname as the pfile writes it
 * @param realPath for a path: its real path (links resolved) when the pfile was read, or the path itself if it does not
 *     exist; empty for a bare name
 */
public record ProcessName(String pname, String realPath) {
    /** Tells whether the pfile names a path. */
    public boolean isPath() {
        return pname.startsWith("/");
    }
}
