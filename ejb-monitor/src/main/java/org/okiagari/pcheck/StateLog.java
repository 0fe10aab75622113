package org.okiagari.pcheck;

import java.nio.file.Path;
import java.util.List;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.SavedPent;
import org.okiagari.saver.StateRecord;

/**
 * What survives the saver of one pcheck: the states of its PENTs, and which of its scripts run. The two live apart: an end of
 * the pcheck may forget its states, but never a script that still runs. Failures are counted and healed, never thrown.
 */
public interface StateLog {
    /** Returns what was found when it was opened. */
    Left left();

    /** Hands over what changed; it is written soon, of several records about one thing the newest. Never waits. */
    void put(List<StateRecord> changes);

    /**
     * Hands an attempt to the kernel before its script starts. Waits as long as the disk does: the caller must not, for a
     * sick disk stops no restart.
     *
     * @param state the PENT with this attempt in its counters
     * @param run what the script will find as OKIAGARI_RUN in its environment, unique on the host
     * @param command the command as the pfile writes it
     * @return false if the log was closed: then the script must not start
     */
    boolean starting(StateRecord.Present state, String run, String command);

    /** The script of an attempt runs. Never waits. */
    void started(String run, ProcessId id, String script);

    /** The script of an attempt has ended, or was not started. Never waits. */
    void ended(String run);

    /**
     * Writes what is not written, within a bound, and ends.
     *
     * @param isForgotten the states are deleted; scripts that run stay known
     */
    void close(boolean isForgotten);

    /** The logs of a server. */
    interface Store {
        /** Opens the log of a pfile, of which this server holds the claim. May wait for a disk. */
        StateLog open(Path pfile);

        /** Returns how often something could not be handed to the kernel in time since the start. */
        long behind();
    }

    /**
     * What a saver before this one left.
     *
     * @param isSaved there is a saved state
     * @param monitoring start (true) or stop (false)
     * @param sameBoot the host was not booted since the states were saved
     * @param version the highest version so far
     * @param pents the saved states
     * @param scripts the scripts that run now, also those of a pcheck that was forgotten or of another home
     */
    record Left(
            boolean isSaved,
            boolean monitoring,
            boolean sameBoot,
            long version,
            List<SavedPent> pents,
            List<LeftScript> scripts) {
        /** There was no saver before this one. */
        public static final Left NOTHING = new Left(false, true, false, 0, List.of(), List.of());

        /** Copies the lists. */
        public Left {
            pents = List.copyOf(pents);
            scripts = List.copyOf(scripts);
        }
    }

    /**
     * A script that outlived its saver.
     *
     * @param pent whose restart it is
     * @param run the attempt's number
     * @param script its process
     */
    record LeftScript(StateRecord.Key pent, String run, RunningScript script) {}
}
