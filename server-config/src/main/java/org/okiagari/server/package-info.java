/**
 * The embedded server: a small main in front of Payara Micro, in the same JVM.
 *
 * <p>It prepares the home, keeps the server on loopback and alone in its home, says what went wrong in one sentence, and
 * ends the JVM when it was only wanted as long as pchecks run. It knows nothing of monitoring.
 */
@NullMarked
package org.okiagari.server;

import org.jspecify.annotations.NullMarked;
