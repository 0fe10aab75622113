/**
 * Our page for a Hawtio that somebody has already: static files, and a bean by which that Hawtio finds them.
 *
 * <p>It asks nothing of Okiagari and holds no rights: the page reaches servers by that Hawtio's own connections.
 */
@NullMarked
package org.okiagari.hawtio;

import org.jspecify.annotations.NullMarked;
