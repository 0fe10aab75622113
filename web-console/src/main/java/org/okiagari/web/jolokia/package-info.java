/**
 * Jolokia behind our door: who may read and call what, decided by compiled code that fails closed.
 *
 * <p>The HTTP servlet and the local socket use the same restrictor and the same gate. Nothing here reads a policy file.
 */
@NullMarked
package org.okiagari.web.jolokia;

import org.jspecify.annotations.NullMarked;
