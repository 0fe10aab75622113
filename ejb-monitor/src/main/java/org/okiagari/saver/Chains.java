package org.okiagari.saver;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Finds processes by a key: a hash table in three arrays of numbers, without an object for each process, so that it is made
 * quickly and costs 12 to 16 bytes a process.
 *
 * <p>A bucket holds the first process of each key; the others of that key hang behind it, so that the thousands that run one
 * program are in nobody else's way.
 */
final class Chains {
    private static final int NONE = -1;

    private final Seen[] processes;
    private final int[] buckets;
    private final int[] nextKey;
    private final int[] nextSame;

    /** What processes are found by. */
    interface Key {
        /** Tells whether a process has such a key at all. */
        boolean isKnown(Seen seen);

        /** Returns a number that is the same where the key is the same. */
        int hash(Seen seen);

        /** Tells whether two processes have the same key. */
        boolean isSame(Seen one, Seen other);
    }

    /**
     * Makes the table.
     *
     * @param processes kept, not copied; the order in which those of one key are given
     */
    Chains(Seen[] processes, Key key) {
        this.processes = processes;
        buckets = new int[Math.max(2, Integer.highestOneBit(processes.length) * 2)];
        nextKey = new int[processes.length];
        nextSame = new int[processes.length];
        Arrays.fill(buckets, NONE);
        for (int i = processes.length - 1; i >= 0; i--) {
            if (key.isKnown(processes[i])) {
                enter(i, key);
            }
        }
    }

    /** Puts a process before the others of its key. */
    private void enter(int at, Key key) {
        Seen seen = processes[at];
        int bucket = bucket(key.hash(seen));
        int before = NONE;
        int first = buckets[bucket];
        while (first != NONE && !key.isSame(processes[first], seen)) {
            before = first;
            first = nextKey[first];
        }
        nextSame[at] = first;
        nextKey[at] = first == NONE ? NONE : nextKey[first];
        if (before == NONE) {
            buckets[bucket] = at;
        } else {
            nextKey[before] = at;
        }
    }

    private int bucket(int hash) {
        int mixed = hash * 0x9E37_79B9;
        return (mixed ^ mixed >>> 16) & buckets.length - 1;
    }

    /**
     * Returns the place of the first process with a key, below zero if there is none.
     *
     * @param hash as {@link Key#hash} gives it
     * @param hasKey tells whether a process has the key
     */
    int first(int hash, Predicate<Seen> hasKey) {
        int first = buckets[bucket(hash)];
        while (first != NONE && !hasKey.test(processes[first])) {
            first = nextKey[first];
        }
        return first;
    }

    /** Returns the place of the next process with the same key, below zero if there is none. */
    int next(int place) {
        return nextSame[place];
    }
}
