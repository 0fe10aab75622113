/**
 * Log-in of users: form for people, Basic for scripts, one session, one way out.
 *
 * <p>It needs no realm of any server. Exactly one class here implements {@code HttpAuthenticationMechanism}.
 */
@NullMarked
package org.okiagari.web.login;

import org.jspecify.annotations.NullMarked;
