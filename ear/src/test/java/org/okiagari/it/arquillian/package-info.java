/** Arquillian deploys the two files we ship, unchanged, to the servers they are for. */
@NullMarked
package org.okiagari.it.arquillian;

import org.jspecify.annotations.NullMarked;
