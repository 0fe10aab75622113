package org.okiagari.pcheck;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.okiagari.saver.SavedPent;

/**
 * What is shown and saved of the PENTs of one pcheck, in the order of the file. Only what changed is made anew: a change
 * costs a copy of references, however many PENTs there are.
 */
final class PentRows {
    private List<RunningPent> pents = List.of();
    private PentSnapshot[] shown = {};
    private final Map<Integer, SavedPent> unsaved = new LinkedHashMap<>();
    private boolean isShownChanged;
    private SavedPent[] saved = {};

    /** Begins anew with these PENTs. */
    void show(List<RunningPent> now) {
        pents = now;
        shown = now.stream().map(RunningPent::snapshot).toArray(PentSnapshot[]::new);
        saved = now.stream().map(RunningPent::saved).toArray(SavedPent[]::new);
        isShownChanged = true;
        unsaved.clear();
    }

    /** Takes what changed in a PENT; one that is not shown changes nothing. */
    void changed(RunningPent pent) {
        int row = pent.pent().id() - 1;
        if (row >= pents.size() || pents.get(row) != pent) {
            return;
        }
        if (shown[row] != pent.snapshot()) {
            shown[row] = pent.snapshot();
            isShownChanged = true;
        }
        if (!saved[row].equals(pent.saved())) {
            saved[row] = pent.saved();
            unsaved.put(row, pent.saved());
        }
    }

    /** Returns the rows for readers. */
    List<PentSnapshot> shown() {
        return List.of(shown);
    }

    /** Returns what must survive of all. */
    List<SavedPent> allSaved() {
        return List.of(saved);
    }

    /** Tells whether rows changed since the last call. */
    boolean takeShownChange() {
        boolean changed = isShownChanged;
        isShownChanged = false;
        return changed;
    }

    /** Returns what must survive of those that changed since the last call. */
    List<SavedPent> takeSavedChanges() {
        List<SavedPent> changes = List.copyOf(unsaved.values());
        unsaved.clear();
        return changes;
    }
}
