/**
 * Files as values: the pfile, psagent.conf and psenv are parsed from bytes into records, with every problem named.
 *
 * <p>Pure: it opens no file, reads no clock, logs nothing.
 */
@NullMarked
package org.okiagari.pfile;

import org.jspecify.annotations.NullMarked;
