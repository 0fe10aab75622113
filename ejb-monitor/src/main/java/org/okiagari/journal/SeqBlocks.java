package org.okiagari.journal;

import java.io.IOException;

/** Keeps state/seq ahead of the numbers in use; see {@link SeqStore}. */
final class SeqBlocks {
    private final SeqStore store;
    private SeqStore.Block block;

    SeqBlocks(SeqStore store, long next) {
        this.store = store;
        this.block = new SeqStore.Block(next, next);
    }

    /**
     * Makes sure that a number is covered.
     *
     * @param isInFiles whether all numbers before it are in the files
     */
    void cover(long seq, boolean isInFiles) throws IOException {
        if (isInFiles) {
            if (seq >= block.bound() || block.start() == block.bound()) {
                write(new SeqStore.Block(seq, seq + SeqStore.BLOCK));
            }
        } else if (seq >= block.bound() || block.start() != block.bound()) {
            long bound = seq + SeqStore.BLOCK;
            write(new SeqStore.Block(bound, bound));
        }
    }

    /** Says that all numbers before this one are in the files, and none after was used. */
    void end(long next) throws IOException {
        if (block.start() == next && block.bound() == next) {
            return;
        }
        write(new SeqStore.Block(next, next));
    }

    private void write(SeqStore.Block wanted) throws IOException {
        store.write(wanted);
        block = wanted;
    }
}
