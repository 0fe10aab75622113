package org.okiagari.saver;

/**
 * One thing to be kept over the death of the saver.
 *
 * <p>Each carries a version that grows within one pcheck, so that the newest wins in whatever order they were written: a
 * PENT's attempt overtakes what waits for the writer.
 */
public sealed interface StateRecord {
    /** Returns its version; of two records about the same thing the higher one counts. */
    long version();

    /** Returns what it is about. */
    Key key();

    /**
     * What a record is about.
     *
     * @param pname the process as the pfile names it, empty for the pcheck itself
     * @param ordinal its number among equal pnames, from 1; 0 for the pcheck itself
     */
    record Key(String pname, int ordinal) {
        /** The pcheck itself. */
        static final Key PCHECK = new Key("", 0);
    }

    /**
     * Whether the pcheck monitors.
     *
     * @param isOn start (true) or stop (false)
     */
    record Monitoring(long version, boolean isOn) implements StateRecord {
        @Override
        public Key key() {
            return Key.PCHECK;
        }
    }

    /**
     * The state of one PENT; the one with an attempt in it is written before the attempt's script starts.
     *
     * @param pent what must survive
     */
    record Present(long version, SavedPent pent) implements StateRecord {
        @Override
        public Key key() {
            return new Key(pent.pname(), pent.ordinal());
        }
    }

    /** The pfile has this PENT no more. */
    record Gone(long version, String pname, int ordinal) implements StateRecord {
        @Override
        public Key key() {
            return new Key(pname, ordinal);
        }
    }
}
