package org.okiagari.pcheck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.okiagari.pfile.Param;
import org.okiagari.pfile.Pent;
import org.okiagari.pfile.Pfile;
import org.okiagari.saver.Now;
import org.okiagari.saver.Observation;
import org.okiagari.saver.PentRule;
import org.okiagari.saver.SavedPent;

/**
 * The PENTs of one pcheck, over reloads and over the death of the saver before this one (CONTRACT section 4).
 *
 * <p>Only the thread whose turn it is in the {@link Mailbox} of the pcheck touches it.
 */
final class PentRoster {
    private final PentHost host;
    private List<RunningPent> present;
    /** PENTs that the pfile has no more, while their scripts run. */
    private final Map<Reload.Identity, RunningPent> removed = new HashMap<>();
    /** Scripts that another saver started for PENTs that the pfile does not have. */
    private final Map<Reload.Identity, StateLog.LeftScript> leftScripts = new HashMap<>();

    PentRoster(PentHost host, Pfile pfile) {
        this.host = host;
        List<RunningPent> running = new ArrayList<>();
        Reload.byIdentity(pfile.pents(), Function.identity())
                .forEach((identity, pent) -> running.add(running(pfile.param(), identity, pent)));
        this.present = List.copyOf(running);
    }

    private RunningPent running(Param param, Reload.Identity identity, Pent pent) {
        return new RunningPent(host, PentRule.of(param, pent), param.detect(), identity.ordinal());
    }

    /** Returns those that the pfile has, in its order. */
    List<RunningPent> present() {
        return present;
    }

    /** Goes on where a saver before this one was, if it left something. */
    void restore(StateLog.Left left, Duration scriptTimeout, Now now) {
        Map<Reload.Identity, RunningPent> fresh = Reload.byIdentity(present, RunningPent::pent);
        left.scripts().forEach(script -> leftScripts.putIfAbsent(identity(script), script));
        if (left.isSaved()) {
            for (SavedPent before : left.pents()) {
                Reload.Identity identity = new Reload.Identity(before.pname(), before.ordinal());
                RunningPent pent = fresh.remove(identity);
                if (pent != null) {
                    Optional<StateLog.LeftScript> script = Optional.ofNullable(leftScripts.remove(identity));
                    pent.restore(before, left.sameBoot(), script, scriptTimeout, now);
                }
            }
        }
        fresh.forEach((identity, pent) -> Optional.ofNullable(leftScripts.remove(identity))
                .ifPresent(script -> pent.adopt(script, scriptTimeout, now)));
    }

    private static Reload.Identity identity(StateLog.LeftScript script) {
        return new Reload.Identity(script.pent().pname(), script.pent().ordinal());
    }

    /** The pfile was read again; who is new is off where the whole pcheck is. */
    void reload(Pfile pfile, boolean monitoring, Now now) {
        Param param = pfile.param();
        Map<Reload.Identity, RunningPent> before = Reload.byIdentity(present, RunningPent::pent);
        List<RunningPent> after = new ArrayList<>();
        Reload.byIdentity(pfile.pents(), Function.identity()).forEach((identity, pent) -> {
            RunningPent kept = before.remove(identity);
            RunningPent next = kept == null ? added(param, identity, pent, now) : kept;
            after.add(next);
            next.reload(PentRule.of(param, pent), param.detect(), now);
            if (kept == null && !monitoring) {
                next.observe(new Observation.Stopped(), now);
            }
        });
        before.forEach(this::remove);
        present = List.copyOf(after);
    }

    /** Its script may run from before: of a pfile that had it once, or of another saver. */
    private RunningPent added(Param param, Reload.Identity identity, Pent pent, Now now) {
        RunningPent before = removed.remove(identity);
        if (before != null) {
            before.comeBack();
            return before;
        }
        RunningPent next = running(param, identity, pent);
        StateLog.LeftScript left = leftScripts.remove(identity);
        if (left != null) {
            next.adopt(left, param.scriptTimeout(), now);
        }
        return next;
    }

    private void remove(Reload.Identity identity, RunningPent pent) {
        pent.remove();
        if (pent.runsScript()) {
            removed.put(identity, pent);
        }
    }

    /** The script of one that the pfile has no more has ended. */
    void forget(RunningPent pent) {
        removed.values().remove(pent);
    }

    /** Lets all go, with the scripts that run. */
    void close() {
        present.forEach(RunningPent::close);
        removed.values().forEach(RunningPent::close);
    }
}
