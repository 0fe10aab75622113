/**
 * Tests of the artifacts we ship, on real servers and real processes.
 *
 * <p>They see what a user sees: files, beans, pages, the socket. They use no class of the application.
 */
@NullMarked
package org.okiagari.it;

import org.jspecify.annotations.NullMarked;
