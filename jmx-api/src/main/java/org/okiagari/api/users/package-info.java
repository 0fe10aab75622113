/**
 * The users of console and API: the file {@code conf/users}, its format, and the check of a password.
 *
 * <p>JDK only, shared by the server and by padmin. It does not log in anybody and throttles nothing.
 */
@NullMarked
package org.okiagari.api.users;

import org.jspecify.annotations.NullMarked;
