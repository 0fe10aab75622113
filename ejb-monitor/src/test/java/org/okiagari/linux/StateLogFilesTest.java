package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.StateLog;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.Progress.Phase;
import org.okiagari.saver.SavedPent;
import org.okiagari.saver.StateRecord;

class StateLogFilesTest extends StateLogCases {
    private static final String BOOT = "11111111-2222-3333-4444-555555555555";
    private static final SavedPent FULL = new SavedPent(
            "a\tb\\n\n",
            2,
            ProcSts.RESTART,
            Phase.RUNNING,
            false,
            4711,
            Optional.of(new ProcessId(4711, 123456)),
            "/opt/a b",
            Optional.of(Instant.ofEpochMilli(1_700_000_000_123L)),
            1,
            3,
            Optional.of(Instant.ofEpochMilli(1_700_000_000_456L)),
            OptionalLong.of(987_654_321),
            Optional.of(new RunningScript(new ProcessId(99, 7), "/r\t.sh")));

    private void settled() {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file));
        store.close();
    }

    @Test
    void givesBackWhatWasHandedOver() throws IOException {
        StateLog log = store.open(PFILE);
        assertThat(log.left().isSaved()).isFalse();
        log.put(List.of(new StateRecord.Monitoring(1, false), record(2, FULL), record(3, pent("b", 1))));
        log.put(List.of(record(4, pent("b", 2)), new StateRecord.Gone(1, "c", 1)));
        log.close(false);

        StateLog.Left left = reopened().left();

        assertThat(left).isEqualTo(new StateLog.Left(true, false, true, 4, List.of(FULL, pent("b", 2)), List.of()));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void hasAnAttemptWithTheKernelWhenItReturns() throws IOException {
        StateLog log = store.open(PFILE);
        log.put(List.of(record(1, pent("a", 0))));

        assertThat(log.starting(record(3, pent("a", 1)), "1.2.3", "/r.sh")).isTrue();

        List<String> lines = RecordFile.parse(Files.readAllBytes(file)).payloads().stream()
                .map(bytes -> Texts.of(bytes, 0, bytes.length))
                .toList();
        assertThat(lines).anyMatch(line -> line.startsWith("pent\t3\ta\t1\t"));
        log.put(List.of(record(2, pent("a", 0))));
        settled();
        assertThat(reopened().left().pents()).as("an older state comes late").containsExactly(pent("a", 1));
    }

    @Test
    void startsNoScriptOnceItIsClosed() {
        StateLog log = store.open(PFILE);
        log.close(true);

        assertThat(log.starting(record(1, pent("a", 1)), "1.2.3", "/r.sh")).isFalse();
    }

    @Test
    void forgetsStatesButNoScriptThatRuns() throws Exception {
        Process script = new ProcessBuilder("setsid", "/bin/sleep", "1000").start();
        try {
            StateLog log = store.open(PFILE);
            log.starting(record(1, pent("a", 1)), "1.2.3", "/bin/sleep 1000");
            ProcessId id = identity(script.pid());
            log.started("1.2.3", id, "");
            log.starting(record(2, pent("b", 1)), "1.2.4", "/bin/sleep 1000");
            log.ended("1.2.4");
            log.close(true);

            StateLog.Left left = reopened().left();
            assertThat(file).doesNotExist();
            assertThat(left.isSaved()).isFalse();
            assertThat(left.scripts())
                    .containsExactly(
                            new StateLog.LeftScript(new StateRecord.Key("a", 1), "1.2.3", new RunningScript(id, "")));
        } finally {
            script.destroyForcibly().waitFor();
        }
        assertThat(reopened().left().scripts()).as("it is dead").isEmpty();
    }

    @Test
    void whatComesLateDoesNotTouchWhatAnotherOneGoesOnWith() throws Exception {
        StateLog log = store.open(PFILE);
        log.starting(record(1, pent("a", 1)), "1.2.3", "/r.sh");
        log.started("1.2.3", identity(ProcessHandle.current().pid()), "");
        log.close(true);
        StateLog next = store.open(PFILE);
        next.starting(record(2, pent("b", 1)), "1.2.4", "/r.sh");
        next.started("1.2.4", identity(ProcessHandle.current().pid()), "");

        log.ended("1.2.3");
        log.put(List.of(record(9, pent("a", 9))));
        next.close(false);

        StateLog.Left left = reopened().left();
        assertThat(left.pents()).containsExactly(pent("b", 1));
        assertThat(left.scripts()).extracting(StateLog.LeftScript::run).containsExactly("1.2.3", "1.2.4");
    }

    private static ProcessId identity(long pid) throws CannotLook {
        byte[] stat = new byte[1024];
        int length = new JavaProcReader().read(Long.toString(pid), "stat", stat);
        return new ProcessId(pid, ProcStat.parse(stat, length).orElseThrow().startTime());
    }

    @Test
    void readsTheFormatBeforeThisOne() throws IOException {
        Files.createDirectories(file.getParent());
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        Files.writeString(
                file,
                "okiagari-state 1\n" + boot + "\n" + PFILE + "\nstop\n" + SavedPentLine.print(FULL) + "\n"
                        + SavedPentLine.print(pent("b", 1)) + "\n");

        StateLog log = store.open(PFILE);
        assertThat(log.left())
                .isEqualTo(new StateLog.Left(true, false, true, 0, List.of(FULL, pent("b", 1)), List.of()));
        log.put(List.of(record(1, pent("b", 2))));
        log.close(false);

        assertThat(reopened().left().pents()).containsExactly(pent("b", 2));
    }

    @Test
    void knowsAnotherBootAndBeginsTheFileAnew() throws IOException {
        write(BOOT, PFILE, record(7, FULL));

        StateLog log = store.open(PFILE);
        assertThat(log.left()).isEqualTo(new StateLog.Left(true, true, false, 7, List.of(FULL), List.of()));
        log.put(List.of(record(8, pent("b", 2))));
        log.close(false);

        StateLog.Left left = reopened().left();
        assertThat(left.sameBoot()).isTrue();
        assertThat(left.pents()).containsExactly(pent("b", 2));
    }

    @Test
    void takesNothingFromAnotherPfileOfThatName() throws IOException {
        write(BOOT, Path.of("/elsewhere/pfile_a"), record(7, FULL));

        assertThat(store.open(PFILE).left().isSaved()).isFalse();
    }

    private void write(String boot, Path pfile, StateRecord record) throws IOException {
        try (RecordFile made = new RecordFile(file, FileChannel::write)) {
            made.replacement(
                            List.of(
                                    Texts.bytes("head\t" + boot + "\t" + pfile),
                                    Texts.bytes(StateRecordLine.print(record))),
                            false)
                    .finish(List.of());
        }
    }

    @Test
    void goesOnWithAFileCutAnywhere() throws IOException {
        // It says each time that the end is cut off.
        Logger logger = Logger.getLogger(StateFile.class.getName());
        logger.setLevel(Level.SEVERE);
        StateLog log = store.open(PFILE);
        log.put(List.of(record(1, FULL), record(2, pent("b", 1))));
        log.close(false);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            StateLog cut = store.open(PFILE);
            List<SavedPent> before = cut.left().pents();
            cut.put(List.of(record(9, pent("z", 9))));
            cut.close(false);
            List<SavedPent> expected = new ArrayList<>(before);
            expected.add(pent("z", 9));
            StateLog again = store.open(PFILE);
            assertThat(again.left().pents()).isEqualTo(expected);
            again.close(true);
        }
        logger.setLevel(null);
    }

    @Test
    void tenThousandPentsAreKeptInABoundedFile() throws IOException {
        StateLog log = store.open(PFILE);
        for (int round = 0; round < 5; round++) {
            int version = round * 10_000;
            int count = round;
            log.put(IntStream.range(0, 10_000)
                    .<StateRecord>mapToObj(i -> record(version + i + 1, pent("process" + i, count)))
                    .toList());
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file));
        }
        log.close(false);

        StateLog.Left left = reopened().left();
        assertThat(left.pents()).hasSize(10_000).allMatch(pent -> pent.restartCount() == 4);
        assertThat(Files.size(file)).isLessThan(5L << 20);
    }
}
