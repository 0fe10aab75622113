/**
 * JSON without a library: a library costs more at the start of a command than all the rest of it (ADR 0030).
 *
 * <p>Used for {@code events.jsonl} and by the commands. It knows no beans.
 */
@NullMarked
package org.okiagari.api.json;

import org.jspecify.annotations.NullMarked;
