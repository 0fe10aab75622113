package org.okiagari.saver;

import java.time.Duration;
import java.util.Optional;
import org.okiagari.pfile.Param;
import org.okiagari.pfile.Pent;

/**
 * What the pfile says about one PENT: all that its machine needs to decide.
 *
 * @param pent its entry
 * @param monitorInterval MONITOR_INTERVAL
 * @param tryCount MONITOR_TRY_COUNT
 * @param settle SETTLE as written, none = the default, and only for an end known to be orderly
 */
public record PentRule(Pent pent, Duration monitorInterval, int tryCount, Optional<Duration> settle) {
    /** Returns the rule of one entry of a pfile. */
    public static PentRule of(Param param, Pent pent) {
        return new PentRule(pent, param.monitorInterval(), param.monitorTryCount(), param.settle());
    }
}
