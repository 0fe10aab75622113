/**
 * The last known state of a pcheck in shared memory: what padmin shows while the server is stopped, hung or dead.
 *
 * <p>JDK only, shared by the server, which writes, and by padmin, which reads. It decides nothing about a pcheck.
 */
@NullMarked
package org.okiagari.api.health;

import org.jspecify.annotations.NullMarked;
