/**
 * One running pcheck: looks at the world through ports, asks the saver, performs the effects, publishes a snapshot.
 *
 * <p>It decides nothing about a PENT itself and knows no technology.
 */
@NullMarked
package org.okiagari.pcheck;

import org.jspecify.annotations.NullMarked;
