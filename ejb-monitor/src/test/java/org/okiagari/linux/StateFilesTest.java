package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.pcheck.StateStore.Saved;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.Progress.Phase;
import org.okiagari.saver.SavedPent;

class StateFilesTest {
    private static final Path PFILE = Path.of("/conf/bin/pfile_a");
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
    private static final SavedPent EMPTY = new SavedPent(
            "b",
            1,
            ProcSts.WAIT,
            Phase.IDLE,
            true,
            0,
            Optional.empty(),
            "",
            Optional.empty(),
            0,
            0,
            Optional.empty(),
            OptionalLong.empty(),
            Optional.empty());

    @TempDir
    private Path home;

    private StateFiles store;
    private Path file;

    @BeforeEach
    void makeStore() {
        store = new StateFiles(home, SafeFiles.ofThisProcess(true));
        file = home.resolve("state/pfile_a.state");
    }

    @Test
    void givesBackWhatWasSavedInThisBoot() {
        store.save(PFILE, false, List.of(FULL, EMPTY));

        assertThat(store.load(PFILE)).contains(new Saved(false, true, List.of(FULL, EMPTY)));
    }

    @Test
    void isReadableForTheServerAlone() throws IOException {
        store.save(PFILE, true, List.of(EMPTY));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.list(file.getParent())).as("no temporary file is left").containsExactly(file);
    }

    @Test
    void knowsAnotherBoot() throws IOException {
        store.save(PFILE, true, List.of(EMPTY));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(1, "11111111-2222-3333-4444-555555555555");
        Files.write(file, lines);

        assertThat(store.load(PFILE)).map(Saved::sameBoot).contains(false);
    }

    @Test
    void takesNothingFromAnotherPfileOfThatName() {
        store.save(PFILE, true, List.of(EMPTY));

        assertThat(store.load(Path.of("/elsewhere/pfile_a"))).isEmpty();
    }

    @Test
    void forgets() {
        store.save(PFILE, true, List.of(EMPTY));
        store.forget(PFILE);
        store.forget(PFILE);

        assertThat(store.load(PFILE)).isEmpty();
    }

    @Test
    void beginsAnewWithAFileCutAnywhere() throws IOException {
        store.save(PFILE, true, List.of(FULL, EMPTY));
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(store.load(PFILE).map(Saved::pents).orElse(List.of()).size())
                    .isLessThanOrEqualTo(2);
        }
    }
}
