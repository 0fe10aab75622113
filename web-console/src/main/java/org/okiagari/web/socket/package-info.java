/**
 * The local socket: padmin's and pcheck's way in, without a password and with HTTP down.
 *
 * <p>It checks who connects, reads lines and writes lines; what they mean is Jolokia's and the restrictor's business.
 */
@NullMarked
package org.okiagari.web.socket;

import org.jspecify.annotations.NullMarked;
