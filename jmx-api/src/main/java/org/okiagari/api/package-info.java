/**
 * What other programs compile against: MXBean interfaces, the rows they return, their names, and who calls them.
 *
 * <p>JDK only. It decides nothing and reads nothing; words and units follow the manual.
 */
@NullMarked
package org.okiagari.api;

import org.jspecify.annotations.NullMarked;
