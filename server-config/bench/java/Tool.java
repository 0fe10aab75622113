import java.io.IOException;

/** One restarter in a cell. */
interface Tool {
    /** What a cell holds and how it is watched; hung = the slot whose start command takes 20 s, -1 = none. */
    record Setup(int daemons, int idle, int restartParallel, int hung, boolean missesOne) {
        static Setup of(int daemons, int idle) {
            return new Setup(daemons, idle, 8, -1, false);
        }

        Setup parallel(int bound) {
            return new Setup(daemons, idle, bound, hung, missesOne);
        }

        Setup hangs(int slot) {
            return new Setup(daemons, idle, restartParallel, slot, missesOne);
        }

        /** One daemon more is to be watched that is not there, and a check is made each second. */
        Setup missingOne() {
            return new Setup(daemons, idle, restartParallel, hung, true);
        }

        String stampOptions(int slot) {
            return slot == hung ? "-s 20 " : "";
        }
    }

    /** Starts it and returns when it watches everything. */
    void start() throws IOException;

    /** True if the daemons are its own children, started by itself. */
    default boolean startsDaemons() {
        return false;
    }

    /** Returns CPU ms that the tool itself counts as its monitoring since its start, NaN if it does not tell. */
    default double ownCpuMillis() throws IOException {
        return Double.NaN;
    }

    /** Waits for a sign, for the given seconds at most. */
    static void await(String what, double seconds, Sign sign) throws IOException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (!sign.isThere()) {
            if (System.nanoTime() > end) {
                throw new IOException("waited " + (long) seconds + " s for " + what);
            }
            Kit.pause(0.1);
        }
    }

    /** Something that is waited for. */
    interface Sign {
        boolean isThere() throws IOException;
    }
}
