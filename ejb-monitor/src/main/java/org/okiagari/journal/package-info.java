/**
 * The event journal: numbers every event, writes events.jsonl, feeds syslog, okiagari.log and JMX notifications.
 *
 * <p>Its writer is the only thread that waits for a disk or a socket; offering an event never waits.
 */
@NullMarked
package org.okiagari.journal;

import org.jspecify.annotations.NullMarked;
