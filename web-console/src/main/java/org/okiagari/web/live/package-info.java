/**
 * {@code /live}: tells an open page that something changed, so that it reads at once instead of by the clock.
 *
 * <p>It says that something changed and never what: what is read is read from Jolokia, with its roles.
 */
@NullMarked
package org.okiagari.web.live;

import org.jspecify.annotations.NullMarked;
