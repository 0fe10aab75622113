package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.Seen;

class ProcessScanTest {
    private static final long MYPID = 50;
    private static final long MINUTE = 60_000_000_000L;

    private final FakeProc proc = new FakeProc();
    private final AtomicLong now = new AtomicLong(MINUTE);
    private final CommandLines commandLines = new CommandLines(() -> proc, now::get);
    private final ProcessScan scan = new ProcessScan(proc, commandLines, now::get, MYPID, true);

    @BeforeEach
    void startHost() {
        proc.process(1, 1, "/sbin/init", "init").process(MYPID, 40, "/usr/bin/java", "java -jar x");
    }

    @AfterEach
    void end() {
        commandLines.close();
    }

    private Seen seen(long pid) throws CannotLook {
        return scan.look().stream().filter(s -> s.id().pid() == pid).findFirst().orElseThrow();
    }

    @Test
    void leavesOutKernelThreadsAndDeadZombies() throws CannotLook {
        proc.kernelThread(2).zombie(70, 1).zombie(71, 2).thread(71, "/usr/bin/d", "d");

        List<Seen> all = scan.look();

        assertThat(all).extracting(s -> s.id().pid()).containsExactly(1L, MYPID, 71L);
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
            ProcessScan other = new ProcessScan(proc, lines, now::get, MYPID, true);
            assertThatThrownBy(other::look).isInstanceOf(OutOfMemoryError.class);

            assertThat(other.look()).extracting(Seen::argv0).containsExactly("init", "java");
        }
    }

    @Test
    void isNotWholeWithoutItselfOrPidOne() throws CannotLook {
        proc.gone(MYPID);
        assertThatThrownBy(scan::look).isInstanceOf(CannotLook.class).hasMessageContaining("this process");

        proc.process(MYPID, 40, "/usr/bin/java", "java").gone(1);
        assertThatThrownBy(scan::look).isInstanceOf(CannotLook.class).hasMessageContaining("pid 1");

        proc.process(1, 1, "/sbin/init", "init");
        assertThat(scan.look()).hasSize(2);
    }

    @Test
    void readsLittleWhenNothingChanges() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond");
        scan.look();
        now.addAndGet(MINUTE);
        List<Seen> before = scan.look();
        proc.reads();

        List<Seen> after = scan.look();

        assertThat(proc.reads()).isZero();
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < after.size(); i++) {
            assertThat(after.get(i)).isSameAs(before.get(i));
        }
    }

    @Test
    void seesAnExecOfAnOldProcess() throws CannotLook {
        proc.process(60, 50, "/usr/bin/dash", "sh /opt/one");
        scan.look();
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
        scan.look();
        now.addAndGet(MINUTE);
        scan.look();
        proc.exec(60, "/usr/sbin/d", "two");

        for (int i = 0; i < 10; i++) {
            scan.look();
        }

        assertThat(seen(60).argv0()).isEqualTo("two");
    }

    @Test
    void takesAReusedPidForAnotherProcess() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/crond", "crond");
        scan.look();
        now.addAndGet(MINUTE);
        scan.look();

        proc.gone(60).process(60, 99, "/usr/sbin/crond", "other");

        assertThat(seen(60).id().startTime()).isEqualTo(99);
        assertThat(seen(60).argv0()).isEqualTo("other");
    }

    @Test
    void aCommandLineThatHangsFailsTheLookForTwoSecondsOnly() throws CannotLook {
        proc.process(60, 50, "/usr/sbin/sick", "sick").process(61, 51, "/usr/sbin/d", "d");
        CountDownLatch hang = proc.hang(60);

        assertThatThrownBy(scan::look).isInstanceOf(CannotLook.class).hasMessageContaining("process 60");

        now.addAndGet(3_000_000_000L);
        assertThat(seen(60).argv0()).isEmpty();
        assertThat(seen(60).exe()).isEqualTo("/usr/sbin/sick");
        assertThat(seen(61).argv0()).isEqualTo("d");

        hang.countDown();
        org.awaitility.Awaitility.await().until(() -> seen(60).argv0().equals("sick"));
    }
}
