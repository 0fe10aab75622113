/**
 * Health and metrics: what a supervisor and Prometheus read, taken from our beans by their names.
 *
 * <p>It only reads, and one read of each bean is enough.
 */
@NullMarked
package org.okiagari.web.health;

import org.jspecify.annotations.NullMarked;
