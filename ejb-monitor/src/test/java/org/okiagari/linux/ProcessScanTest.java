package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.pcheck.ProcessTable.Depth;
import org.okiagari.saver.ProcessIndex;
import org.okiagari.saver.Seen;

class ProcessScanTest {
    private static final long MYPID = 50;
    private static final long MINUTE = 60_000_000_000L;

    private final FakeProc proc = new FakeProc();
    private final AtomicLong now = new AtomicLong(MINUTE);
    private final CommandLines commandLines = new CommandLines(() -> proc, now::get);
    private final Set<Long> held = new HashSet<>();
    private final ProcessScan scan = new ProcessScan(proc, commandLines, now::get, held::contains, MYPID, true);

    @BeforeEach
    void startHost() {
        proc.process(1, 1, "/sbin/init", "init").process(MYPID, 40, "/usr/bin/java", "java -jar x");
    }

    @AfterEach
    void end() {
        commandLines.close();
    }

    private Seen seen(long pid) throws CannotLook {
        return seen(pid, Depth.ALL);
    }

    private Seen seen(long pid, Depth depth) throws CannotLook {
        return scan.look(depth).byPid(pid).orElseThrow();
    }

    private List<Seen> look() throws CannotLook {
        return scan.look(Depth.ALL).processes();
    }

    private List<Seen> changes() throws CannotLook {
        return scan.look(Depth.CHANGES).processes();
    }

    /** From here on what is there is old, and known well. */
    private void age() throws CannotLook {
        scan.look(Depth.ALL);
        now.addAndGet(MINUTE);
        scan.look(Depth.ALL);
        proc.reads();
        proc.links();
    }

    @Test
    void leavesOutKernelThreadsAndDeadZombies() throws CannotLook {
        proc.kernelThread(2).zombie(70, 1).zombie(71, 2).thread(71, "/usr/bin/d", "d");

        List<Seen> all = look();

        assertThat(all).extracting(s -> s.id().pid()).containsExactlyInAnyOrder(1L, MYPID, 71L);
        assertThat(seen(71).exe()).isEqualTo("/usr/bin/d");
        assertThat(seen(71).argv0()).isEqualTo("d");
    }

    @Test
    void aWorkerThatCouldNotBeMadeLosesNoName() throws CannotLook {
        AtomicBoolean isShort = new AtomicBoolean(true);
        try (CommandLines lines = new CommandLines(
                () -> {
                    if (isShort.getAndSet(false)) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return proc;
                },
                now::get)) {
            ProcessScan other = new ProcessScan(proc, lines, now::get, held::contains, MYPID, true);
            assertThatThrownBy(() -> other.look(Depth.ALL)).isInstanceOf(OutOfMemoryError.class);

            assertThat(other.look(Depth.ALL).processes())
                    .extracting(Seen::argv0)
                    .containsExactly("init", "java");
        }
    }

    @Test
    void isNotWholeWithoutItselfOrPidOne() throws CannotLook {
        proc.gone(MYPID);
        assertThatThrownBy(this::look).isInstanceOf(CannotLook.class).hasMessageContaining("this process");

        proc.process(MYPID, 40, "/usr/bin/java", "java").gone(1);
        assertThatThrownBy(this::look).isInstanceOf(CannotLook.class).hasMessageContaining("pid 1");

        proc.process(1, 1, "/sbin/init", "init");
        assertThat(look()).hasSize(2);
    }

    @Test
    void readsLittleWhenNothingChanges() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond");
        age();
        ProcessIndex before = scan.look(Depth.ALL);
        proc.reads();

        for (int i = 0; i < 10; i++) {
            assertThat(scan.look(Depth.ALL)).isSameAs(before);
        }

        // Each of the three once: its stat and its command line.
        assertThat(proc.reads()).isEqualTo(6);
    }

    @Test
    void seesAnExecOfAnOldProcess() throws CannotLook {
        proc.process(60, 50, "/usr/bin/dash", "sh /opt/one");
        look();
        now.addAndGet(MINUTE);
        assertThat(seen(60).script()).isEqualTo("/opt/one");

        proc.exec(60, "/usr/bin/dash", "sh /opt/two");
        assertThat(seen(60).script()).isEqualTo("/opt/two");

        proc.exec(60, "/usr/sbin/crond", "crond -n");
        assertThat(seen(60).exe()).isEqualTo("/usr/sbin/crond");
        assertThat(seen(60).argv0()).isEqualTo("crond");
    }

    @Test
    void seesATitleThatChangesWithinTenLooks() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/d", "one");
        look();
        now.addAndGet(MINUTE);
        look();
        proc.exec(60, "/usr/sbin/d", "two");

        for (int i = 0; i < 10; i++) {
            look();
        }

        assertThat(seen(60).argv0()).isEqualTo("two");
    }

    @Test
    void takesAReusedPidForAnotherProcess() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond");
        look();
        now.addAndGet(MINUTE);
        look();

        proc.gone(60).process(60, 99, "/usr/sbin/crond", "other");

        assertThat(seen(60).id().startTime()).isEqualTo(99);
        assertThat(seen(60).argv0()).isEqualTo("other");
    }

    @Test
    void aCommandLineThatHangsFailsTheLookForTwoSecondsOnly() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/sick", "sick").process(61, 51, "/usr/sbin/d", "d");
        CountDownLatch hang = proc.hang(60);

        assertThatThrownBy(this::look).isInstanceOf(CannotLook.class).hasMessageContaining("process 60");

        now.addAndGet(3_000_000_000L);
        assertThat(seen(60).argv0()).isEmpty();
        assertThat(seen(60).exe()).isEqualTo("/usr/sbin/sick");
        assertThat(seen(61).argv0()).isEqualTo("d");

        hang.countDown();
        org.awaitility.Awaitility.await().until(() -> seen(60).argv0().equals("sick"));
    }

    @Test
    void aLookAtChangesReadsNobodyWhoIsOld() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond").kernelThread(2).zombie(70, 1);
        age();
        ProcessIndex before = scan.look(Depth.CHANGES);
        assertThat(scan.wasDeep()).isFalse();
        proc.reads();

        assertThat(scan.look(Depth.CHANGES)).isSameAs(before);
        now.addAndGet(60 * MINUTE);
        assertThat(scan.look(Depth.CHANGES)).isSameAs(before);

        assertThat(proc.reads()).isZero();
        assertThat(proc.links()).isZero();
    }

    @Test
    void whoStartedLongBeforeTheFirstLookIsOldAtOnce() throws CannotLook {
        proc.uptime("70.00").process(60, 3999, "/usr/sbin/crond", "crond").process(61, 4001, "/opt/x", "x");
        look();
        proc.reads();

        changes();

        assertThat(proc.reads()).as("61 alone: its stat and its command line").isEqualTo(2);
    }

    @Test
    void aLookAtChangesSeesWhoCameAndWhoWent() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond");
        age();

        proc.process(61, 7000, "/usr/sbin/sshd", "sshd").gone(60);

        assertThat(changes()).extracting(s -> s.id().pid()).containsExactlyInAnyOrder(1L, MYPID, 61L);
        assertThat(seen(61, Depth.CHANGES).argv0()).isEqualTo("sshd");
    }

    @Test
    void aLookAtChangesTakesAReusedPidForAnotherProcess() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond");
        age();

        proc.gone(60).process(60, 7000, "/usr/sbin/crond", "other");

        assertThat(seen(60, Depth.CHANGES).id().startTime()).isEqualTo(7000);
        assertThat(seen(60, Depth.CHANGES).argv0()).isEqualTo("other");
        assertThat(changes()).hasSize(3);
    }

    @Test
    void afterTheKernelForgotItsDirectoriesItIsAskedOnceWhoIsWho() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond").process(61, 51, "/usr/sbin/d", "d");
        age();
        ProcessIndex before = scan.look(Depth.CHANGES);

        proc.forgets();
        assertThat(scan.look(Depth.CHANGES)).isSameAs(before);
        assertThat(proc.reads()).as("a stat for each").isEqualTo(4);
        assertThat(proc.links()).isZero();
        assertThat(scan.look(Depth.CHANGES)).isSameAs(before);
        assertThat(proc.reads()).isZero();

        proc.forgets().process(60, 7000, "/usr/sbin/other", "other").dies(61);
        assertThat(seen(60, Depth.CHANGES).exe()).isEqualTo("/usr/sbin/other");
        assertThat(changes()).hasSize(3);
    }

    @Test
    void aLookAtChangesFollowsAYoungProcess() throws CannotLook {
        age();
        proc.process(60, 7000, "/opt/starter", "starter");
        assertThat(seen(60, Depth.CHANGES).exe()).isEqualTo("/opt/starter");

        proc.exec(60, "/usr/sbin/crond", "crond -n");
        assertThat(seen(60, Depth.CHANGES).exe()).isEqualTo("/usr/sbin/crond");

        now.addAndGet(60 * MINUTE);
        proc.exec(60, "/opt/other", "other");
        assertThat(seen(60, Depth.CHANGES).exe())
                .as("it was young when it was read last, an hour ago")
                .isEqualTo("/opt/other");

        proc.exec(60, "/opt/late", "late");
        assertThat(seen(60, Depth.CHANGES).exe())
                .as("the blind spot of ADR 0065")
                .isEqualTo("/opt/other");
        assertThat(seen(60, Depth.ALL).exe()).isEqualTo("/opt/late");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr/bin/dash", "/usr/bin/python3.11", "/usr/bin/sudo", "/usr/bin/env", "/usr/bin/setsid"})
    void aLookAtChangesFollowsWhoWillBecomeAnother(String launcher) throws CannotLook {
        proc.process(60, 50, launcher, "x sleep 1000");
        age();

        proc.exec(60, "/usr/sbin/crond", "crond -n");

        assertThat(seen(60, Depth.CHANGES).exe()).isEqualTo("/usr/sbin/crond");
    }

    @Test
    void aLookAtChangesDoesNotReadWhoIsHeld() throws CannotLook {
        proc.process(60, 50, "/usr/bin/dash", "sh /opt/one");
        age();
        held.add(60L);

        changes();
        assertThat(proc.reads()).isZero();

        held.clear();
        changes();
        assertThat(proc.reads()).isEqualTo(2);
    }

    @Test
    void aZombieStaysInALookAtChangesUntilItIsReaped() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond");
        age();

        proc.dies(60);

        assertThat(scan.look(Depth.CHANGES).byPid(60)).as("ask for its life").isPresent();
        assertThat(scan.look(Depth.ALL).byPid(60)).isEmpty();
        assertThat(scan.look(Depth.CHANGES).byPid(60)).isEmpty();
        proc.gone(60);
        assertThat(changes()).hasSize(2);
    }

    @Test
    void whoIsFirstSeenAsAZombieIsNobody() throws CannotLook {
        age();
        proc.zombie(60, 1);

        assertThat(scan.look(Depth.CHANGES).byPid(60)).isEmpty();

        proc.gone(60).process(60, 7000, "/usr/sbin/crond", "crond");
        assertThat(scan.look(Depth.CHANGES).byPid(60)).isPresent();
    }

    @Test
    void whoVanishesWhileItIsReadIsNobody() throws CannotLook {
        proc.process(60, 50, "/usr/bin/dash", "sh /opt/one");
        age();
        proc.unreadable(60).process(61, 7000, "/usr/sbin/crond", "crond").unreadable(61);

        assertThat(scan.look(Depth.CHANGES).byPid(60)).isEmpty();
        assertThat(scan.look(Depth.CHANGES).byPid(61)).isEmpty();
        assertThat(changes()).hasSize(2);
    }

    @Test
    void aLookThatFailsChangesNothing() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond");
        age();
        proc.process(61, 7000, "/usr/sbin/sshd", "sshd").gone(60).gone(1);

        assertThatThrownBy(this::changes).isInstanceOf(CannotLook.class);
        proc.process(1, 1, "/sbin/init", "init");

        assertThat(changes()).extracting(s -> s.id().pid()).containsExactlyInAnyOrder(1L, MYPID, 61L);
        assertThat(seen(61, Depth.CHANGES).argv0()).isEqualTo("sshd");
    }

    @Test
    void withoutInodesEveryLookReadsEverybodysProgram() throws CannotLook {
        proc.withoutInodes().process(60, 50, "/usr/sbin/crond", "crond");
        age();

        proc.exec(60, "/opt/other", "other");

        assertThat(seen(60, Depth.CHANGES).exe()).isEqualTo("/opt/other");
        assertThat(scan.wasDeep()).isTrue();
    }

    @Test
    void theOrderOfTheListDoesNotMatter() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond").process(61, 51, "/usr/sbin/sshd", "sshd");
        age();
        proc.backwards(true);
        assertThat(changes()).extracting(s -> s.id().pid()).containsExactlyInAnyOrder(1L, MYPID, 60L, 61L);
        proc.gone(61);
        assertThat(changes()).extracting(s -> s.id().pid()).containsExactlyInAnyOrder(1L, MYPID, 60L);
        proc.backwards(false);
        assertThat(changes()).extracting(s -> s.id().pid()).containsExactlyInAnyOrder(1L, MYPID, 60L);
    }
}
