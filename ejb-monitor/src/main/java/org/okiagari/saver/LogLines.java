package org.okiagari.saver;

import org.okiagari.api.text.Escaper;
import org.okiagari.api.text.Problem;
import org.okiagari.pfile.RetryOverAction;
import org.okiagari.saver.LogLine.Ident;
import org.okiagari.saver.LogLine.Priority;

/** Builds every line that copies the manual, and ours beside them: no other class spells them (CONTRACT section 6). */
public final class LogLines {
    private LogLines() {}

    /** Returns {@code (crond ,pid=8107) Up}. */
    public static LogLine up(String pname, long pid) {
        return pcheck(Priority.INFO, "(" + Escaper.escape(pname) + " ,pid=" + pid + ") Up");
    }

    /** Returns {@code Process [crond, pid=8033] Down}. */
    public static LogLine down(String pname, long pid) {
        return pcheck(Priority.ERR, "Process [" + Escaper.escape(pname) + ", pid=" + pid + "] Down");
    }

    /** Returns {@code Set pid fail (crond)}. */
    public static LogLine setPidFail(String pname) {
        return pcheck(Priority.ERR, "Set pid fail (" + Escaper.escape(pname) + ")");
    }

    /** Returns {@code Try to restart (crond)}. */
    public static LogLine tryToRestart(String pname) {
        return pcheck(Priority.WARNING, "Try to restart (" + Escaper.escape(pname) + ")");
    }

    /**
     * Returns {@code (crond) RETRY_OVER:CONTINUE}.
     *
     * @param action the action, spelled as its constant
     */
    public static LogLine retryOver(String pname, RetryOverAction action) {
        return pcheck(Priority.ERR, "(" + Escaper.escape(pname) + ") RETRY_OVER:" + action.name());
    }

    /** Returns {@code Restart script failed (crond) status=1 [command]}. */
    public static LogLine scriptFailed(String pname, int status, String command) {
        return pcheck(
                Priority.ERR,
                "Restart script failed (" + Escaper.escape(pname) + ") status=" + status + " ["
                        + Escaper.escape(command) + "]");
    }

    /** Returns {@code Restart script can not execute (crond) [command]: why}. */
    public static LogLine scriptCanNotExecute(String pname, String command, String why) {
        return pcheck(
                Priority.ERR,
                "Restart script can not execute (" + Escaper.escape(pname) + ") [" + Escaper.escape(command) + "]: "
                        + Escaper.escape(why));
    }

    /** Returns {@code Restart script timeout (crond) [command] 300 sec}. */
    public static LogLine scriptTimeout(String pname, String command, long seconds) {
        return pcheck(
                Priority.ERR,
                "Restart script timeout (" + Escaper.escape(pname) + ") [" + Escaper.escape(command) + "] " + seconds
                        + " sec");
    }

    /** Returns {@code Shutdown pcheck}. */
    public static LogLine shutdownPcheck() {
        return pcheck(Priority.NOTICE, "Shutdown pcheck");
    }

    /** Returns {@code Pfile error. line=7 [file]: what (text seen)}: all that CONTRACT section 3 wants in the log. */
    public static LogLine pfileError(String file, Problem problem) {
        String seen = problem.seen().isEmpty() ? "" : " (" + Escaper.escape(problem.seen()) + ")";
        return pcheck(
                Priority.ERR,
                "Pfile error. line=" + problem.line() + " [" + Escaper.escape(file) + "]: "
                        + Escaper.escape(problem.what()) + seen);
    }

    /** Returns {@code Ipckey already used. ipckey=0x1f000501 pfile=...}. */
    public static LogLine ipckeyUsed(long key, String pfile) {
        return pcheck(
                Priority.ERR,
                "Ipckey already used. ipckey=" + String.format("0x%08x", key) + " pfile=" + Escaper.escape(pfile));
    }

    /** Returns {@code Shm dump. [path]}. */
    public static LogLine shmDump(String path) {
        return pcheck(Priority.NOTICE, "Shm dump. [" + Escaper.escape(path) + "]");
    }

    /** Returns {@code Switch request (crond) [command] status=0}. */
    public static LogLine switchRequest(String pname, String command, int status) {
        return pcheck(
                status == 0 ? Priority.NOTICE : Priority.ERR,
                "Switch request (" + Escaper.escape(pname) + ") [" + Escaper.escape(command) + "] status=" + status);
    }

    /**
     * Returns {@code Command execute. [reload] pfile=...}.
     *
     * @param ident on whose behalf: padmin, or okiagari for HTTP and JMX
     * @param pid pid of the padmin command, 0 = this server's
     * @param word reload, shutdown, stop or start
     */
    public static LogLine commandExecute(Ident ident, long pid, String word, String pfile) {
        return new LogLine(
                ident,
                pid,
                Priority.NOTICE,
                "Command execute. [" + Escaper.escape(word) + "] pfile=" + Escaper.escape(pfile));
    }

    /** Returns {@code Command fail. [reload] pfile=...: why}; the parameters are those of a command that was executed. */
    public static LogLine commandFail(Ident ident, long pid, String word, String pfile, String why) {
        return new LogLine(
                ident,
                pid,
                Priority.ERR,
                "Command fail. [" + Escaper.escape(word) + "] pfile=" + Escaper.escape(pfile) + ": "
                        + Escaper.escape(why));
    }

    private static LogLine pcheck(Priority priority, String text) {
        return new LogLine(Ident.PCHECK, 0, priority, text);
    }
}
