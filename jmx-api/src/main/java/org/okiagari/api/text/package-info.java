/**
 * Text that people and strangers write: lines of any encoding, comments, keys and values, words of commands, problems with their
 * line, and the one escaper of what is shown.
 *
 * <p>Pure: it opens no file, reads no clock, logs nothing. Shared by the modules of Okiagari, no interface for others (ADR 0150).
 */
@NullMarked
package org.okiagari.api.text;

import org.jspecify.annotations.NullMarked;
