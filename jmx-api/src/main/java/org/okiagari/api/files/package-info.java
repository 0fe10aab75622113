/**
 * The rule of safe files (CONTRACT section 2): who could have written a file that root acts on.
 *
 * <p>One rule for the monitor, the web tier, the embedded server and the commands (ADR 0150). It changes no file.
 */
@NullMarked
package org.okiagari.api.files;

import org.jspecify.annotations.NullMarked;
