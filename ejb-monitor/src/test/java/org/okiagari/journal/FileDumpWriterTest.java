package org.okiagari.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.pcheck.EventReader;
import org.okiagari.pcheck.EventText;
import org.okiagari.pcheck.PcheckSnapshot;
import org.okiagari.pcheck.Refused;
import org.okiagari.pcheck.Snapshots;
import org.okiagari.saver.PentState;

/** Dump files. */
class FileDumpWriterTest {
    @TempDir
    Path directory;

    private final FileDumpWriter writer = new FileDumpWriter(new OneEvent(), TestEvents.CLOCK);

    @Test
    void writesAFileOfTheOwnerAloneInTheOldOnesPlace() throws Exception {
        Path file = directory.resolve("dump");
        Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "kept");
        Files.createSymbolicLink(file, elsewhere);

        writer.write(snapshot(file));

        assertThat(Files.readString(file))
                .contains("ipckey   = 0x1f000501\n", "MONITOR_INTERVAL   = 10\n", "pname          = crond\n")
                .contains("5 2007-01-18T13:34:43.000+09:00 pfile_crond pent.down crond (1) pid=8033 {}\n")
                .contains("##### THREADS #####\n", "main ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(elsewhere)).isEqualTo("kept");
        assertThat(Files.list(directory)).hasSize(2);
    }

    @Test
    void manyAtOnceDoNotTakeTheTemporaryFileFromEachOther() {
        Path file = directory.resolve("pcheck_dump_many");

        assertThatCode(() -> IntStream.range(0, 100).parallel().forEach(i -> writer.write(snapshot(file))))
                .doesNotThrowAnyException();

        assertThat(file).isNotEmptyFile();
    }

    @Test
    void saysClearlyWhyItCannotBeWritten() {
        assertThatThrownBy(() -> writer.write(snapshot(directory)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(directory + " is a directory");
        assertThatThrownBy(() -> writer.write(snapshot(directory.resolve("missing/dump"))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("its directory does not exist");
    }

    private static PcheckSnapshot snapshot(Path dump) {
        PcheckSnapshot base = Snapshots.pcheck(Snapshots.pent(1, "crond", PentState.fresh()));
        return new PcheckSnapshot(
                base.name(), base.pfile(), base.mypid(), base.param(), dump.toString(), true, base.pents(), 0);
    }

    private static final class OneEvent implements EventReader {
        @Override
        public List<EventText> events(long afterSeq, int max) {
            return List.of(new EventText(
                    5, "2007-01-18T13:34:43.000+09:00", "host1", "pfile_crond", "crond", 1, "pent.down", 8033, "{}"));
        }

        @Override
        public int depth() {
            return 0;
        }

        @Override
        public long drops() {
            return 0;
        }

        @Override
        public boolean flush(Duration atMost) {
            return true;
        }
    }
}
