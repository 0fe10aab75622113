/**
 * The commands {@code pcheck} and {@code padmin}: arguments in, requests to the server's local socket, text out.
 *
 * <p>They decide nothing about processes; what they print of a pcheck is made by the server. Start-up time is a feature:
 * no regular expression, no lambda, no {@code String.format} on the way of {@code padmin -l}.
 */
@NullMarked
package org.okiagari.cli;

import org.jspecify.annotations.NullMarked;
