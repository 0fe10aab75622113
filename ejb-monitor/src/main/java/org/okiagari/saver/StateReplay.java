package org.okiagari.saver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a log of states says when it is read from its beginning, wherever it ends.
 *
 * @param monitoring start (true, also where nothing is said of it) or stop (false)
 * @param pents the newest state of each PENT
 * @param version the highest version read, 0 = none
 */
public record StateReplay(boolean monitoring, List<SavedPent> pents, long version) {
    /** Copies the list. */
    public StateReplay {
        pents = List.copyOf(pents);
    }

    /** Reads records in the order of the log. */
    public static StateReplay of(List<StateRecord> records) {
        Map<StateRecord.Key, StateRecord> newest = new LinkedHashMap<>();
        records.forEach(record -> newest.merge(record.key(), record, StateReplay::newer));
        boolean monitoring = true;
        long version = 0;
        List<SavedPent> pents = new ArrayList<>();
        for (StateRecord record : newest.values()) {
            version = Math.max(version, record.version());
            if (record instanceof StateRecord.Monitoring said) {
                monitoring = said.isOn();
            } else if (record instanceof StateRecord.Present present) {
                pents.add(present.pent());
            }
        }
        return new StateReplay(monitoring, pents, version);
    }

    /** Returns which of two records about the same thing counts: the newer one, of equal ones the later. */
    public static StateRecord newer(StateRecord before, StateRecord after) {
        return after.version() >= before.version() ? after : before;
    }
}
