package org.okiagari.linux;

/** Reads /proc. An instance belongs to one thread at a time: it owns its buffers. */
interface ProcReader extends AutoCloseable {
    /** The process is no more. */
    int GONE = -1;
    /** We may not read it; that does not change from look to look. */
    int DENIED = -2;

    /**
     * Lists all processes.
     *
     * @throws CannotLook if the list may be incomplete
     */
    void list(Visitor visitor) throws CannotLook;

    /**
     * Lists the processes whose pids are above one, without a walk over the others.
     *
     * @return false if that can not be done; then nobody was listed
     * @throws CannotLook if the list may be incomplete
     */
    default boolean listAbove(long pid, Visitor visitor) throws CannotLook {
        return false;
    }

    /**
     * Reads {@code /proc/<entry>/<name>}.
     *
     * @param entry a pid, or {@code <pid>/task/<tid>}
     * @param into filled from 0 as far as it reaches
     * @return the number of bytes, {@link #GONE} or {@link #DENIED}
     * @throws CannotLook if it could not be read for want of something
     */
    int read(String entry, String name, byte[] into) throws CannotLook;

    /**
     * Returns where {@code /proc/<entry>/<name>} points to, empty if it points nowhere (kernel threads, zombies, processes
     * that are gone) or we may not know.
     *
     * @throws CannotLook if it could not be read for want of something
     */
    default String link(String entry, String name) throws CannotLook {
        return link(entry, name, "");
    }

    /**
     * The same; a reader that can answers with the object {@code expected} itself where it is the right text.
     *
     * @param expected what it probably is
     */
    String link(String entry, String name, String expected) throws CannotLook;

    /** Returns the number of threads of a process, a zombie leader included; 0 if it is gone. */
    int threadCount(long pid) throws CannotLook;

    /** Returns the threads of a process, none if it is gone. */
    long[] threads(long pid) throws CannotLook;

    /** Returns a thread of the process that is not its leader, 0 if there is none. */
    default long otherThread(long pid) throws CannotLook {
        for (long tid : threads(pid)) {
            if (tid != pid) {
                return tid;
            }
        }
        return 0;
    }

    @Override
    void close();

    /** Takes what a list holds. */
    interface Visitor {
        /**
         * One process.
         *
         * @param inode of its directory: with the same pid it means the same process; 0 = not known
         */
        void process(long pid, long inode) throws CannotLook;
    }
}
