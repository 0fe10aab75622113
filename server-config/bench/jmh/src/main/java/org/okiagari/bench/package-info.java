/**
 * Microbenchmarks of what is done most: looking, matching, deciding.
 *
 * <p>Started by {@code mvn -Pbench -pl :microbench -am}; what the figures mean is in docs/benchmarks.md.
 */
@NullMarked
package org.okiagari.bench;

import org.jspecify.annotations.NullMarked;
