/** The oracle must see what it is for: each invariant has a run that breaks it and one that does not. */
@NullMarked
package org.okiagari.check;

import org.jspecify.annotations.NullMarked;
