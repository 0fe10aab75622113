/**
 * okiagari-check: the oracle of the tests. It reads what a run left, {@code events.jsonl} first of all, and proves the
 * invariants I-1 to I-10 of docs/reliability.md.
 *
 * <p>It knows the product by its files alone and shares no code with it: a fault of the product must not be one of the oracle.
 */
@NullMarked
package org.okiagari.check;

import org.jspecify.annotations.NullMarked;
