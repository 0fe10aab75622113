package org.okiagari.pcheck;

import java.nio.file.Path;
import org.okiagari.pfile.Param;
import org.okiagari.pfile.Pent;
import org.okiagari.saver.ProcessName;

/**
 * All that pchecks need of the world.
 *
 * @param clock the clocks
 * @param table the process table
 * @param scripts starts restart scripts
 * @param events the journal
 * @param source reads pfiles
 * @param claims one monitor per pfile, key and dump file
 * @param scheduler a bounded pool
 * @param dumps writes dump files
 * @param list pfiles kept over restarts
 * @param states keeps states over the death of the saver
 * @param measurements what the saver measures of itself
 * @param home the home directory
 * @param mypid pid of this server
 * @param switchCommand SWITCH_COMMAND, empty = none
 * @param restartParallel RESTART_PARALLEL, 0 = no bound
 */
public record Environment(
        Clock clock,
        ProcessTable table,
        ScriptRunner scripts,
        EventLog events,
        PfileSource source,
        Claims claims,
        Scheduler scheduler,
        DumpWriter dumps,
        PcheckList list,
        StateLog.Store states,
        Measurements measurements,
        Path home,
        long mypid,
        String switchCommand,
        int restartParallel) {
    /** Returns SHM_DUMP_FILE of a pcheck, the default one if its pfile names none. */
    String dumpFile(String pcheck, Param param) {
        return param.shmDumpFile()
                .orElseGet(() ->
                        home.resolve("log").resolve("pcheck_dump_" + pcheck).toString());
    }

    /** Returns what the process of a PENT is recognised by: its name, and where a path really leads. */
    ProcessName nameOf(Pent pent) {
        String name = pent.pname();
        return new ProcessName(name, name.startsWith("/") ? table.realPath(name) : "");
    }
}
