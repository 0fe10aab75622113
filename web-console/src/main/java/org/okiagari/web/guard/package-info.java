/**
 * The guard: what is refused before log-in and before Jolokia sees it, and the settings it needs.
 *
 * <p>Decisions are pure functions over {@link Facts}. It knows no users and no beans.
 */
@NullMarked
package org.okiagari.web.guard;

import org.jspecify.annotations.NullMarked;
