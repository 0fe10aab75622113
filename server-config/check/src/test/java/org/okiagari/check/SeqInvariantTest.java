package org.okiagari.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** I-6, the numbers of the journal: the oracle sees holes, repetitions and torn lines, and nothing else. */
class SeqInvariantTest {
    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private Written run;

    @BeforeEach
    void begin() {
        run = new Written(home).pfile("MONITOR_INTERVAL 1", "/a : /restart : 600 : 2 : continue");
    }

    @Test
    void i6SeesAHoleARepeatAndATornLine() {
        assertThat(run.start().skip(2).up(7).violations())
                .containsExactly("I-6: seq 2 to 3 are missing, and no gap announces 2");
        assertThat(new Written(home.resolve("twice")).start().again().up(7).violations())
                .singleElement()
                .asString()
                .startsWith("I-6: seq 1 after 1");
        assertThat(new Written(home.resolve("first")).skip(4).start().violations())
                .containsExactly("I-6: seq 1 to 4 are missing, and no gap announces 1");
        assertThat(new Written(home.resolve("torn"))
                        .start()
                        .line("{\"time\":")
                        .up(7)
                        .violations())
                .containsExactly("I-6: no event: {\"time\":");
        assertThat(new Written(home.resolve("making"))
                        .start()
                        .line("{\"time\":")
                        .violations())
                .isEmpty();
    }

    @Test
    void i6TakesAHoleThatIsAnnounced() {
        run.start().skip(3).event("gap", 0, "from=2", "to=4", "count=3").up(7);

        assertThat(run.violations()).isEmpty();
        Written other = new Written(home.resolve("other"));
        other.start().skip(3).event("gap", 0, "from=2", "to=4", "count=9");
        assertThat(other.violations()).containsExactly("I-6: a gap from 2 to 4 does not count 9");
    }

    @Test
    void i6ReadsRotatedFilesFirst() throws IOException {
        OkiagariCheck check = run.start().up(7).down(7).restart(1).up(8).check();
        Path log = home.resolve("log");
        List<String> lines = Files.readAllLines(log.resolve("events.jsonl"));
        Files.write(log.resolve("events.jsonl.10"), lines.subList(1, 2));
        Files.write(log.resolve("events.jsonl.9"), lines.subList(2, 4));
        Files.write(log.resolve("events.jsonl"), lines.subList(4, 5));
        assertThat(check.violations()).as("the oldest may be gone").isEmpty();

        Files.delete(log.resolve("events.jsonl.9"));
        assertThat(check.violations()).contains("I-6: seq 3 to 4 are missing, and no gap announces 3");
    }
}
