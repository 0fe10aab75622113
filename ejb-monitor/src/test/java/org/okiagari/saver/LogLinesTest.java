package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.okiagari.api.text.Problem;
import org.okiagari.pfile.RetryOverAction;
import org.okiagari.saver.LogLine.Ident;
import org.okiagari.saver.LogLine.Priority;

/** CONTRACT section 6, letter by letter. */
class LogLinesTest {
    private static final String PFILE = "/var/opt/HA/PS/conf/bin/pfile_crond";

    private static void pcheck(LogLine line, Priority priority, String text) {
        assertThat(line).isEqualTo(new LogLine(Ident.PCHECK, 0, priority, text));
    }

    @Test
    void copiesTheManualToTheLetter() {
        pcheck(LogLines.up("crond", 8107), Priority.INFO, "(crond ,pid=8107) Up");
        pcheck(LogLines.down("crond", 8033), Priority.ERR, "Process [crond, pid=8033] Down");
        pcheck(LogLines.tryToRestart("crond"), Priority.WARNING, "Try to restart (crond)");
        pcheck(LogLines.setPidFail("crond"), Priority.ERR, "Set pid fail (crond)");
        pcheck(LogLines.shutdownPcheck(), Priority.NOTICE, "Shutdown pcheck");
        assertThat(List.of(RetryOverAction.values()))
                .extracting(action -> LogLines.retryOver("crond", action).text())
                .containsExactly(
                        "(crond) RETRY_OVER:CONTINUE",
                        "(crond) RETRY_OVER:EXIT",
                        "(crond) RETRY_OVER:SHUTDOWN",
                        "(crond) RETRY_OVER:SWITCH");
        assertThat(LogLines.retryOver("crond", RetryOverAction.EXIT).priority()).isEqualTo(Priority.ERR);
    }

    @Test
    void commandsSpeakInTheNameOfWhoeverAsked() {
        assertThat(LogLines.commandExecute(Ident.PADMIN, 8821, "reload", PFILE))
                .isEqualTo(
                        new LogLine(Ident.PADMIN, 8821, Priority.NOTICE, "Command execute. [reload] pfile=" + PFILE));
        assertThat(LogLines.commandFail(Ident.OKIAGARI, 0, "reload", PFILE, "no such file"))
                .isEqualTo(new LogLine(
                        Ident.OKIAGARI, 0, Priority.ERR, "Command fail. [reload] pfile=" + PFILE + ": no such file"));
    }

    @Test
    void spellsOursAsTheContractDoes() {
        pcheck(
                LogLines.scriptFailed("crond", 137, "systemctl restart crond"),
                Priority.ERR,
                "Restart script failed (crond) status=137 [systemctl restart crond]");
        pcheck(
                LogLines.scriptCanNotExecute("crond", "/x.sh", "no such file"),
                Priority.ERR,
                "Restart script can not execute (crond) [/x.sh]: no such file");
        pcheck(
                LogLines.scriptTimeout("crond", "/x.sh", 300),
                Priority.ERR,
                "Restart script timeout (crond) [/x.sh] 300 sec");
        pcheck(
                LogLines.pfileError("/p/pfile", Problem.error(7, "four fields are missing", "foo:bar")),
                Priority.ERR,
                "Pfile error. line=7 [/p/pfile]: four fields are missing (foo:bar)");
        pcheck(
                LogLines.ipckeyUsed(0x1f000501L, PFILE),
                Priority.ERR,
                "Ipckey already used. ipckey=0x1f000501 pfile=" + PFILE);
        pcheck(LogLines.ipckeyUsed(0xffffffffL, "p"), Priority.ERR, "Ipckey already used. ipckey=0xffffffff pfile=p");
        pcheck(LogLines.ipckeyUsed(0x5L, "p"), Priority.ERR, "Ipckey already used. ipckey=0x00000005 pfile=p");
        pcheck(LogLines.shmDump("/log/d"), Priority.NOTICE, "Shm dump. [/log/d]");
        pcheck(
                LogLines.switchRequest("crond", "clpgrp -m", 0),
                Priority.NOTICE,
                "Switch request (crond) [clpgrp -m] status=0");
        pcheck(LogLines.switchRequest("crond", "false", 1), Priority.ERR, "Switch request (crond) [false] status=1");
    }

    @Test
    void aNameNeverMakesASecondLine() {
        String forged = "x\nFORGED\u001b[2J";

        assertThat(List.of(
                        LogLines.up(forged, 1),
                        LogLines.down(forged, 1),
                        LogLines.tryToRestart(forged),
                        LogLines.setPidFail(forged),
                        LogLines.retryOver(forged, RetryOverAction.EXIT),
                        LogLines.scriptFailed(forged, 1, forged),
                        LogLines.scriptCanNotExecute(forged, forged, forged),
                        LogLines.scriptTimeout(forged, forged, 1),
                        LogLines.pfileError(forged, Problem.error(1, forged, forged)),
                        LogLines.ipckeyUsed(1, forged),
                        LogLines.shmDump(forged),
                        LogLines.switchRequest(forged, forged, 1),
                        LogLines.commandExecute(Ident.PADMIN, 1, forged, forged),
                        LogLines.commandFail(Ident.PADMIN, 1, forged, forged, forged)))
                .extracting(LogLine::text)
                .allSatisfy(text -> assertThat(text.chars()).noneMatch(Character::isISOControl))
                .allSatisfy(text -> assertThat(text).contains("FORGED"));
    }
}
