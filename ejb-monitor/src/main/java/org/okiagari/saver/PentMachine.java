package org.okiagari.saver;

/**
 * The state machine of one PENT: the table of CONTRACT section 4. It takes looks, events and answers in any order.
 *
 * <table>
 * <caption>Transitions: proc_sts and, in brackets, {@link Progress.Phase}</caption>
 * <tr><th>from</th><th>when</th><th>told</th><th>to</th></tr>
 * <tr><td>WAIT</td><td>match found, or the watched process lives</td><td>Up</td><td>AVAIL</td></tr>
 * <tr><td>WAIT</td><td>MONITOR_TRY_COUNT looks saw none</td><td>Set pid fail</td><td>FAILURE</td></tr>
 * <tr><td>AVAIL</td><td>same process lives</td><td></td><td>AVAIL</td></tr>
 * <tr><td>AVAIL</td><td>gone, another match lives</td><td></td><td>AVAIL (REPLACED)</td></tr>
 * <tr><td>AVAIL (REPLACED)</td><td>the same match at a second look</td><td>Down, Up</td><td>AVAIL</td></tr>
 * <tr><td>AVAIL (REPLACED)</td><td>none, or others for 100 ms</td><td></td><td>as gone with no match</td></tr>
 * <tr><td>AVAIL</td><td>gone (pidfd, or MONITOR_TRY_COUNT looks), in order or SETTLE written and end unknown</td><td></td>
 *     <td>AVAIL (SETTLE)</td></tr>
 * <tr><td>AVAIL</td><td>gone otherwise</td><td>Down</td><td>FAILURE</td></tr>
 * <tr><td>AVAIL (SETTLE)</td><td>another match, seen twice</td><td>Up</td><td>AVAIL</td></tr>
 * <tr><td>AVAIL (SETTLE)</td><td>SETTLE over, or the end turns out a crash</td><td>Down</td><td>FAILURE</td></tr>
 * <tr><td>RESTART (SLOT)</td><td>slot granted</td><td>Try to restart</td><td>RESTART (RUNNING)</td></tr>
 * <tr><td>RESTART (RUNNING)</td><td>script exited 0</td><td></td><td>RESTART (CONFIRM)</td></tr>
 * <tr><td>RESTART (RUNNING)</td><td>script failed, timed out, could not run</td><td>its error line</td>
 *     <td>RESTART (PAUSE)</td></tr>
 * <tr><td>RESTART (RUNNING)</td><td>our shortage</td><td>once an attempt</td><td>RESTART (SHORTAGE)</td></tr>
 * <tr><td>RESTART (CONFIRM)</td><td>match seen twice</td><td>Up</td><td>AVAIL</td></tr>
 * <tr><td>RESTART (CONFIRM)</td><td>none within MONITOR_INTERVAL after the script's end</td><td>Down</td>
 *     <td>FAILURE</td></tr>
 * <tr><td>RESTART (PAUSE)</td><td>MONITOR_INTERVAL over, a process there or not</td><td></td><td>FAILURE</td></tr>
 * <tr><td>RESTART (SHORTAGE)</td><td>a look after 1 s or more</td><td></td><td>RESTART (SLOT), same attempt</td></tr>
 * <tr><td>RESTART (HOLD)</td><td>the second is over</td><td></td><td>FAILURE</td></tr>
 * <tr><td>RESTART (STALE)</td><td>the old script ended</td><td></td><td>RESTART (HOLD)</td></tr>
 * <tr><td>RESTART (HOLD, SLOT, SHORTAGE, STALE)</td><td>match seen twice</td><td>Up</td><td>AVAIL</td></tr>
 * <tr><td>DOWN</td><td>match seen twice</td><td>Up</td><td>AVAIL</td></tr>
 * <tr><td>RETRY_OVER</td><td>anything but reload</td><td></td><td>RETRY_OVER</td></tr>
 * <tr><td>any</td><td>reload</td><td></td><td>WAIT, counters 0; a running script turns stale</td></tr>
 * <tr><td>any</td><td>stop</td><td></td><td>monitor_sts off; REPLACED, SETTLE and SLOT are given up, the rest is kept</td></tr>
 * <tr><td>any</td><td>start</td><td></td><td>monitor_sts on, a fresh look; PAUSE becomes HOLD, CONFIRM begins anew</td></tr>
 * <tr><td>FAILURE</td><td>command {@code -}, continue</td><td></td><td>DOWN</td></tr>
 * <tr><td>FAILURE</td><td>a script from before a reload runs</td><td></td><td>RESTART (STALE)</td></tr>
 * <tr><td>FAILURE</td><td>last script started less than 1 s ago</td><td></td><td>RESTART (HOLD)</td></tr>
 * <tr><td>FAILURE</td><td>command {@code -}, or restart_count &gt;= retry in a window not older than GRACE</td>
 *     <td>RETRY_OVER</td><td>RETRY_OVER</td></tr>
 * <tr><td>FAILURE</td><td>else</td><td></td><td>RESTART (SLOT)</td></tr>
 * </table>
 *
 * <p>A Blind look never ends SETTLE or CONFIRM and never counts as a miss; it ends PAUSE, HOLD and SHORTAGE. While
 * monitoring is off looks change nothing, and the end of a script is taken. A {@code ScriptEnded} of another run, and a slot
 * that nobody waits for, change nothing; the slot is given back.
 *
 * <p>Choice: ADR 0060 (SETTLE), 0062 (waits), 0063 (reload and stop in the middle).
 */
public final class PentMachine {
    private PentMachine() {}

    /** Returns what follows from an observation at a time; the same arguments give the same answer. */
    public static Step step(PentRule rule, PentState state, Observation observation, Now now) {
        return observation.on(new Dispatch(rule, state, now)).end();
    }

    private record Dispatch(PentRule rule, PentState state, Now now) implements Observation.Cases<Turn> {
        private Turn turn() {
            return new Turn(rule, state, now);
        }

        @Override
        public Turn looked(Observation.Looked observation) {
            Turn turn = turn();
            Looks.looked(turn, observation.sight());
            return turn;
        }

        @Override
        public Turn slotGranted(Observation.SlotGranted observation) {
            Turn turn = turn();
            Failure.slotGranted(turn);
            return turn;
        }

        @Override
        public Turn scriptEnded(Observation.ScriptEnded observation) {
            Turn turn = turn();
            Scripts.ended(turn, observation);
            return turn;
        }

        @Override
        public Turn reloaded(Observation.Reloaded observation) {
            Turn turn = new Turn(observation.rule(), state, now);
            Orders.reload(turn);
            return turn;
        }

        @Override
        public Turn stopped(Observation.Stopped observation) {
            Turn turn = turn();
            Orders.stop(turn);
            return turn;
        }

        @Override
        public Turn started(Observation.Started observation) {
            Turn turn = turn();
            Orders.start(turn);
            return turn;
        }
    }
}
