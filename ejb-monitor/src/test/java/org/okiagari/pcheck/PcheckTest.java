package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.EventType;
import org.okiagari.saver.ProcSts;

/** One pcheck: its commands, its pfile, its end. */
class PcheckTest extends PcheckCases {
    @Test
    void dumpsWhatIsTrueAfterRetryOver() {
        world.run(8033, "/usr/sbin/crond");
        Pcheck pcheck = start("crond:/bin/restart:86400:0:continue\n");
        tick(pcheck);

        world.executesAtOnce = true;
        world.kill(8033);
        tick(pcheck);

        assertThat(world.dumps).hasSize(1);
        assertThat(world.dumps.get(0).pents().get(0).state().procSts()).isEqualTo(ProcSts.RETRY_OVER);
    }

    @Test
    void logsTheErrorOfAReloadAndNoWarning() {
        Pcheck pcheck = start("crond:-:0:0:continue\n");
        world.files.put(PFILE, PARAM.replace("#####\nIPCKEY", "#####\nNEWS 1\nIPCKEY") + "crond:-:0\n");

        assertThatThrownBy(() -> pcheck.reload(PADMIN)).hasMessageContaining("NEWS");

        assertThat(world.log)
                .last()
                .asString()
                .contains("Command fail. [reload]", ":6: ")
                .doesNotContain("NEWS");
    }

    @Test
    void savesADaemonThreeTimesAndThenGivesUpUntilReload() {
        world.run(8033, "/usr/sbin/crond");
        Pcheck pcheck = start("crond:/var/opt/HA/PS/conf/bin/restart_crond.sh:86400:3:continue\n");
        tick(pcheck);

        long pid = 8033;
        for (int attempt = 1; attempt <= 3; attempt++) {
            world.pass(Duration.ofSeconds(30));
            world.kill(pid);
            tick(pcheck);
            assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RESTART);
            pid += 100;
            world.run(pid, "/usr/sbin/crond");
            world.scriptEnds(0);
            tick(pcheck);
            assertThat(pent(pcheck).pid()).isEqualTo(pid);
            assertThat(pent(pcheck).restartCount()).isEqualTo(attempt);
            assertThat(pent(pcheck).retryCount()).isZero();
        }
        world.kill(pid);
        tick(pcheck);
        world.run(8888, "/usr/sbin/crond");
        tick(pcheck);

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.RETRY_OVER);
        assertThat(pcheck.snapshot().failCount()).isEqualTo(1);

        pcheck.reload(PADMIN);
        tick(pcheck);

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.AVAIL);
        assertThat(world.log)
                .containsExactly(
                        "(crond ,pid=8033) Up",
                        "Process [crond, pid=8033] Down",
                        "Try to restart (crond)",
                        "(crond ,pid=8133) Up",
                        "Process [crond, pid=8133] Down",
                        "Try to restart (crond)",
                        "(crond ,pid=8233) Up",
                        "Process [crond, pid=8233] Down",
                        "Try to restart (crond)",
                        "(crond ,pid=8333) Up",
                        "Process [crond, pid=8333] Down",
                        "(crond) RETRY_OVER:CONTINUE",
                        "padmin[8821]: Command execute. [reload] pfile=" + PFILE,
                        "(crond ,pid=8888) Up");
    }

    @Test
    void writesTheWarningsOfAPfileToTheLogOfTheServer() {
        List<String> said = new ArrayList<>();
        Logger logger = Logger.getLogger("org.okiagari.pcheck");
        Handler handler = new StreamHandler() {
            @Override
            public void publish(LogRecord record) {
                said.add(record.getMessage());
            }
        };
        logger.addHandler(handler);
        try {
            Pcheck pcheck = start("crond:-:600:0:continue\ncrond:-:600:0:continue\n");
            assertThat(said)
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith(PFILE + ":")
                    .contains("warning: ");

            pcheck.reload(PADMIN);
            assertThat(said).hasSize(2);
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void aReloadCannotTakeTheDumpFileOfAnotherPcheck() {
        Path other = PFILE.resolveSibling("pfile_other");
        world.files.put(
                other, "##### PARAM #####\nIPCKEY 0x1f000502\nSHM_DUMP_FILE /d\n##### PENT #####\nx:-:0:0:continue\n");
        pchecks.start(other, Requester.SERVER, false);
        Pcheck pcheck = start("crond:-:600:0:continue\n");

        world.files.put(
                PFILE,
                PARAM.replace("MONITOR", "SHM_DUMP_FILE /d\nMONITOR") + "crond:-:600:0:continue\nb:-:0:0:exit\n");

        assertThatThrownBy(() -> pcheck.reload(PADMIN))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("SHM_DUMP_FILE /d")
                .hasMessageContaining("pfile_other");
        assertThat(pcheck.snapshot().pents()).hasSize(1);
    }

    @Test
    void aDumpFileIsFreeWhenItsPcheckHasEndedOrNamesAnotherOne() {
        String mine = PARAM.replace("MONITOR", "SHM_DUMP_FILE /d\nMONITOR") + "crond:-:600:0:continue\n";
        world.files.put(PFILE, mine);
        Pcheck pcheck = pchecks.start(PFILE, Requester.SERVER, false);
        Path other = PFILE.resolveSibling("pfile_other");
        world.files.put(
                other,
                "##### PARAM #####\nIPCKEY 0x1f000502\nSHM_DUMP_FILE /x/../d\n##### PENT #####\nx:-:0:0:continue\n");
        assertThatThrownBy(() -> pchecks.start(other, Requester.SERVER, false))
                .hasMessageContaining("is already used by");

        world.files.put(PFILE, mine.replace("/d", "/e"));
        pcheck.reload(PADMIN);
        Pcheck second = pchecks.start(other, Requester.SERVER, false);
        second.shutdown(PADMIN);
        world.files.put(PFILE, mine);
        pcheck.reload(PADMIN);

        assertThat(pcheck.snapshot().shmDumpFile()).isEqualTo("/d");
    }

    @Test
    void aDumpFileThatIsNoneIsRefusedAndNothingIsClaimed() {
        world.files.put(PFILE, PARAM.replace("MONITOR", "SHM_DUMP_FILE /..\nMONITOR") + "crond:-:600:0:continue\n");
        assertThatThrownBy(() -> pchecks.start(PFILE, Requester.SERVER, false))
                .isInstanceOf(Refused.class)
                .hasMessage("SHM_DUMP_FILE /.. of " + PFILE.getFileName() + " names no file; name one.");

        assertThat(start("crond:-:600:0:continue\n").snapshot().pents()).hasSize(1);
    }

    @Test
    void tellsWhoTestedTheRecovery() {
        Pcheck pcheck = start("crond:-:600:0:continue\n");

        pcheck.recoveryTest(PADMIN, 5);

        assertThat(world.events)
                .filteredOn(event -> event.type() == EventType.AUDIT)
                .singleElement()
                .satisfies(event -> assertThat(event.detail())
                        .containsEntry("command", "recoveryTest")
                        .containsEntry("who", "uid=0"));
    }

    @Test
    void runsNoSecondScriptAfterAReloadWhileOneRuns() {
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start("crond:/r:600:3:continue\n");
        tick(pcheck);
        world.kill(100);
        tick(pcheck);

        pcheck.reload(PADMIN);
        tick(pcheck);
        tick(pcheck);

        assertThat(world.scripts).hasSize(1);
        world.scriptEnds(0);
        tick(pcheck);
        assertThat(world.scripts).hasSize(1);
        assertThat(pent(pcheck).restartCount()).isEqualTo(1);
    }

    @Test
    void changesNothingWhenTheNewPfileIsBad() {
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start("crond:/r:600:3:continue\n");
        tick(pcheck);
        world.files.put(PFILE, PARAM + "crond:/r:600:3:perhaps\ncrond\n");

        assertThatThrownBy(() -> pcheck.reload(PADMIN))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.problems()).hasSizeGreaterThan(1));

        assertThat(pent(pcheck).procSts()).isEqualTo(ProcSts.AVAIL);
        assertThat(world.log).noneMatch(line -> line.contains("Command execute"));
        assertThat(world.log)
                .anyMatch(line -> line.startsWith("Pfile error. line=5 [" + PFILE + "]: ") && line.endsWith(")"));
    }

    @Test
    void refusesAnIpckeyInUseAndNamesTheHolder() {
        start("crond:/r:600:3:continue\n");
        Path other = Path.of("/other/pfile_b");
        world.files.put(other, PARAM + "b:/r:600:3:continue\n");

        assertThatThrownBy(() -> pchecks.start(other, PADMIN, true)).hasMessageContaining(PFILE.toString());

        assertThat(world.log).contains("Ipckey already used. ipckey=0x1f000501 pfile=/other/pfile_b");
        assertThat(pchecks.running()).hasSize(1);
    }

    @Test
    void endsWithOneForExitAndWithZeroForShutdown() {
        world.run(4711, "/opt/HA/PS/bin/pcheck");
        start("crond:-:600:0:exit\n");
        pchecks.attach(PFILE, 4711, PADMIN);
        Pcheck exits = pchecks.running().get(0);

        tick(exits);

        assertThat(pchecks.running()).isEmpty();
        assertThat(pchecks.await(PFILE, 4711, 0)).isEqualTo(1);
        assertThat(world.log).containsExactly("Set pid fail (crond)", "(crond) RETRY_OVER:EXIT");
        assertThat(world.kept).isEmpty();
    }

    @Test
    void refusesASecondCommandAndNamesTheFirst() {
        start("crond:-:600:0:continue\n");
        world.run(4711, "/opt/HA/PS/bin/pcheck");
        world.run(4712, "/opt/HA/PS/bin/pcheck");
        pchecks.attach(PFILE, 4711, PADMIN);

        assertThatThrownBy(() -> pchecks.attach(PFILE, 4712, PADMIN)).hasMessageContaining("4711");

        world.kill(4711);
        pchecks.attach(PFILE, 4712, PADMIN);
    }

    @Test
    void logsItsOwnLineBeforePadminsWhenItIsShutDown() {
        Pcheck pcheck = start("crond:-:600:0:continue\n");
        world.log.clear();

        pcheck.shutdown(PADMIN);
        pcheck.shutdown(PADMIN);

        assertThat(world.log)
                .containsExactly("Shutdown pcheck", "padmin[8821]: Command execute. [shutdown] pfile=" + PFILE);
    }

    @Test
    void doesNothingWhileStoppedAndActsAfterStart() {
        world.run(100, "/usr/sbin/crond");
        Pcheck pcheck = start("crond:/r:600:3:continue\n");
        tick(pcheck);
        pcheck.stop(PADMIN, OptionalInt.empty());
        world.kill(100);
        tick(pcheck);
        assertThat(world.scripts).isEmpty();
        assertThat(pcheck.snapshot().stopCount()).isEqualTo(1);
        assertThat(pcheck.snapshot().monitoring()).isFalse();

        pcheck.start(PADMIN, OptionalInt.of(1));
        tick(pcheck);

        assertThat(world.scripts).hasSize(1);
        assertThat(world.log).contains("Process [crond, pid=100] Down");
    }

    @Test
    void asksTheClusterAndGoesOnForSwitch() {
        Pcheck pcheck = start("crond:-:0:0:switch\n");

        tick(pcheck);
        world.scriptEnds(3);

        assertThat(world.log)
                .containsExactly(
                        "Set pid fail (crond)",
                        "(crond) RETRY_OVER:SWITCH",
                        "Switch request (crond) [cluster-switch now] status=3");
        assertThat(pchecks.running()).containsExactly(pcheck);
    }

    @Test
    void saysWhatAReloadWouldChange() {
        Pcheck pcheck = start("a:-:0:0:continue\nb:-:0:0:continue\n");
        world.files.put(PFILE, PARAM.replace("10", "20") + "b:-:0:0:switch\nc:-:0:0:continue\n");

        List<String> changes = pcheck.checkReload();

        assertThat(changes)
                .containsExactly(
                        "PARAM changed: MONITOR_INTERVAL 10 s -> 20 s",
                        "PENT changed: b:-:0:0:continue -> b:-:0:0:switch",
                        "PENT added: c:-:0:0:continue",
                        "PENT removed: a:-:0:0:continue");
        assertThat(pcheck.snapshot().pents()).hasSize(2);
    }

    @Test
    void readsThePfileOnTheDiskAndMarksItsProblems() {
        Pcheck pcheck = start("a:-:0:0:continue\n");
        String text = PARAM + "a:-:0:0:continue\nb:-:0:0:nonsense\n";
        world.files.put(PFILE, text);

        PfileReport bad = pcheck.readPfile(1000);
        world.files.put(PFILE, text.replace("nonsense", "switch"));
        PfileReport good = pcheck.readPfile(5);

        assertThat(bad.text()).isEqualTo(text);
        assertThat(bad.isWhole()).isTrue();
        assertThat(bad.isUsable()).isFalse();
        assertThat(bad.changes()).isEmpty();
        assertThat(bad.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.isError()).isTrue();
            assertThat(text.lines().toList().get(problem.line() - 1)).contains("nonsense");
        });
        assertThat(good.text()).hasSize(5);
        assertThat(good.isWhole()).isFalse();
        assertThat(good.isUsable()).isTrue();
        assertThat(good.changes()).containsExactly("PENT added: b:-:0:0:switch");
    }
}
