package org.okiagari.pcheck;

/** Writes SHM_DUMP_FILE: parameters, PENTs, last events, threads. */
public interface DumpWriter {
    /**
     * Writes the dump of a pcheck to its file, atomically, readable by the owner alone.
     *
     * @throws Refused with one sentence if it cannot be written
     */
    void write(PcheckSnapshot snapshot);
}
