/**
 * Linux behind the ports of pcheck: the process table, pidfds, restart scripts, syslog, safe files, locks.
 *
 * <p>No policy lives here, and no type of JNR leaves the class Posix.
 */
@NullMarked
package org.okiagari.linux;

import org.jspecify.annotations.NullMarked;
