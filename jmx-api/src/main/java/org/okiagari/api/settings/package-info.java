/**
 * The settings of the agent, {@code conf/psagent.conf}: its one parser, and its one reader, which applies the rule of safe files.
 *
 * <p>Shared by the monitor, the web tier and the embedded server (ADR 0150). It logs nothing: warnings are values.
 */
@NullMarked
package org.okiagari.api.settings;

import org.jspecify.annotations.NullMarked;
