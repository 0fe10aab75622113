/** The distribution as it is installed: its commands and its server as real processes. */
@NullMarked
package org.okiagari.dist;

import org.jspecify.annotations.NullMarked;
