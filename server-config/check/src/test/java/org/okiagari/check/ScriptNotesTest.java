package org.okiagari.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many young scripts the notes of a run tell at once. */
class ScriptNotesTest {
    private static final Duration YOUNG = Duration.ofMillis(600);
    private static final Instant BEGIN = Instant.now();

    @TempDir
    Path directory;

    private ScriptNotes notes(String... lines) throws IOException {
        return new ScriptNotes(Files.writeString(directory.resolve("notes"), String.join("", lines)));
    }

    private static Map<String, Instant> threeWithin(Duration pause) {
        return Map.of("a", BEGIN, "b", BEGIN.plus(pause), "c", BEGIN.plus(pause.multipliedBy(2)));
    }

    @Test
    void allThatRunAreCountedWhileTheyAreYoung() throws IOException {
        assertThat(notes().mostAtOnce(threeWithin(Duration.ofMillis(100)), YOUNG))
                .isEqualTo(3);
        assertThat(notes().mostAtOnce(threeWithin(Duration.ofMillis(400)), YOUNG))
                .isEqualTo(2);
        assertThat(notes().mostAtOnce(threeWithin(Duration.ofMillis(700)), YOUNG))
                .isEqualTo(1);
    }

    @Test
    void whatHasEndedIsNotCounted() throws IOException {
        // In the first second of this boot: long before any of them began.
        assertThat(notes("start a 1 1.2.3 0.50\n", "end a 1 1.2.3 1.00\n")
                        .mostAtOnce(threeWithin(Duration.ofMillis(100)), YOUNG))
                .isEqualTo(2);
    }

    @Test
    void aLineInTheMakingIsNone() throws IOException {
        assertThat(notes("start a 1 1.2.3 0.50\n", "start b 2 1.2.").starts()).isEqualTo(1);
    }
}
