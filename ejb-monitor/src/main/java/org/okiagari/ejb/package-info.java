/**
 * Composition and life cycle: the singleton, its timers, the watchdog; builds adapters and hands them to pcheck.
 *
 * <p>Nobody imports it, and nothing is decided here.
 */
@NullMarked
package org.okiagari.ejb;

import org.jspecify.annotations.NullMarked;
