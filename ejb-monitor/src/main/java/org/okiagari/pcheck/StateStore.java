package org.okiagari.pcheck;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.okiagari.saver.SavedPent;

/** Keeps the states of pchecks over the death of the saver. Failures are logged, never thrown. */
public interface StateStore {
    /** Returns what was saved for a pfile; none if it was forgotten or cannot be read. */
    Optional<Saved> load(Path pfile);

    /** Saves the states of a pfile's PENTs, instead of what was saved before. May wait for a disk. */
    void save(Path pfile, boolean monitoring, List<SavedPent> pents);

    /** Forgets a pfile: its pcheck was ended. */
    void forget(Path pfile);

    /**
     * The states of one pcheck.
     *
     * @param monitoring start (true) or stop (false)
     * @param sameBoot the host was not booted since
     * @param pents its PENTs
     */
    record Saved(boolean monitoring, boolean sameBoot, List<SavedPent> pents) {
        /** Copies the list. */
        public Saved {
            pents = List.copyOf(pents);
        }
    }
}
