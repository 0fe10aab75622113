/**
 * The beans: thin views on snapshots and commands of pcheck, registered and unregistered in pairs.
 *
 * <p>No decision of its own; reads take no lock and do no I/O.
 */
@NullMarked
package org.okiagari.jmx;

import org.jspecify.annotations.NullMarked;
