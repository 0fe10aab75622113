package org.okiagari.check;

import java.util.List;

/**
 * One run: what its savers told, and what the test knows besides.
 *
 * @param journal events.jsonl
 * @param stories the same by PENT
 * @param facts what the test knows
 */
record Run(Journal journal, List<Story> stories, Facts facts) {
    static Run of(Journal journal, Facts facts) {
        return new Run(journal, journal.stories(), facts);
    }
}
