/**
 * What the web tier tells the journal: log-ins, log-outs, refusals.
 *
 * <p>It reaches the journal by the Agent bean alone, and never holds a request up.
 */
@NullMarked
package org.okiagari.web.audit;

import org.jspecify.annotations.NullMarked;
