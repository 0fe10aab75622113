/**
 * The beans: thin views on snapshots and commands of pcheck, registered and unregistered in pairs.
 *
 * <p>No decision and no I/O of its own.
 */
@NullMarked
package org.okiagari.jmx;

import org.jspecify.annotations.NullMarked;
