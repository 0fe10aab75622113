package org.okiagari.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.pcheck.EventText;
import org.okiagari.pcheck.RecordedEvent;

/** The journal on a directory of its own. */
class JournalTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path home;

    private final List<RecordedEvent> seen = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectory(home.resolve("log"));
        Files.createDirectory(home.resolve("state"));
    }

    @Test
    void writesEventsAndLinesAndFeedsSinks() throws Exception {
        try (Journal journal = open(1000, 100)) {
            journal.offer("pfile_crond", TestEvents.down(8033));
            journal.line("plain\nline");
        }

        assertThat(lines("events.jsonl")).hasSize(1).first().asString().endsWith("\"seq\":1}");
        List<String> human = lines("okiagari.log");
        assertThat(human.get(0))
                .matches("2007-01-1\\d \\d\\d:34:43.000 pcheck\\[7750]: Process \\[crond, pid=8033] Down");
        assertThat(human.get(1)).endsWith(" okiagari[7750]: plain\\x0aline");
        assertThat(seen).extracting(RecordedEvent::seq).containsExactly(1L);
    }

    @Test
    void goesOnNumberingAfterARestartAndCutsATornLine() throws Exception {
        offer(2);
        Files.writeString(home.resolve("log/events.jsonl"), "{\"time\":\"20", StandardOpenOption.APPEND);

        offer(1);

        assertThat(lines("events.jsonl"))
                .allSatisfy(line -> assertThat(EventLine.parse(line)).isPresent())
                .extracting(this::seq)
                .containsExactly(1L, 2L, 3L);
        assertThat(Files.readString(home.resolve("log/events.jsonl"))).doesNotContain("\"20{");
    }

    @Test
    void goesOnNumberingWhenTheLogsWereDeleted() throws Exception {
        offer(2);
        Files.delete(home.resolve("log/events.jsonl"));

        offer(1);

        assertThat(lines("events.jsonl")).extracting(this::seq).containsExactly(3L);
    }

    @Test
    void rotatesAndGoesOnFromTheNewestPiece() throws Exception {
        try (Journal journal = open(500, 3)) {
            for (int i = 0; i < 20; i++) {
                journal.offer("pfile_crond", TestEvents.down(i));
                journal.flush(PATIENCE);
            }
        }

        assertThat(Files.list(home.resolve("log"))
                        .map(path -> path.getFileName().toString()))
                .contains("events.jsonl", "events.jsonl.1", "events.jsonl.2")
                .doesNotContain("events.jsonl.3");
        assertThat(Files.size(home.resolve("log/events.jsonl"))).isLessThanOrEqualTo(500);
        Files.writeString(home.resolve("log/events.jsonl"), "");
        long newest = seq(lines("events.jsonl.1").get(lines("events.jsonl.1").size() - 1));
        offer(1);
        assertThat(seq(lines("events.jsonl").get(0))).isGreaterThan(newest);
    }

    @Test
    void answersOldEventsFromTheFilesAndNewOnesFromMemory() {
        try (Journal journal = open(20_000, 200)) {
            offerTo(journal, 1500);
            journal.flush(PATIENCE);
        }
        try (Journal journal = open(20_000, 200)) {
            offerTo(journal, 1500);
            journal.flush(PATIENCE);

            assertThat(seqs(journal.events(0, 10_000))).isEqualTo(range(1, 3000));
            assertThat(seqs(journal.events(10, 5))).isEqualTo(range(11, 15));
            assertThat(seqs(journal.events(2990, 5))).isEqualTo(range(2991, 2995));
            assertThat(seqs(journal.events(-1, 3))).isEqualTo(range(2998, 3000));
            assertThat(seqs(journal.events(-1, 1600))).isEqualTo(range(1401, 3000));
            assertThat(journal.events(3000, 5)).isEmpty();
        }
    }

    @Test
    void keepsEventsInMemoryWhileTheDirectoryCannotBeWritten() throws Exception {
        Path log = home.resolve("log");
        Files.delete(log);
        Files.writeString(log, "a file where the directory should be");
        try (Journal journal = open(100_000, 10)) {
            offerTo(journal, 3);
            journal.flush(PATIENCE);
            assertThat(seen).hasSize(3);
            assertThat(seqs(journal.events(0, 10))).isEqualTo(range(1, 3));

            Files.delete(log);
            offerTo(journal, 1);
            journal.flush(PATIENCE);

            assertThat(lines("events.jsonl")).extracting(this::seq).containsExactly(1L, 2L, 3L, 4L);
        }
    }

    /** Memory for readers holds 1000; who follows must not jump over those that wait for the disk. */
    @Test
    void leavesNothingOutForAReaderWhileTheDirectoryCannotBeWritten() throws Exception {
        Path log = home.resolve("log");
        Files.delete(log);
        Files.writeString(log, "a file where the directory should be");
        try (Journal journal = open(1_000_000, 10)) {
            offerTo(journal, 1_500);
            journal.flush(PATIENCE);
            assertThat(seqs(journal.events(0, 5_000))).isEmpty();
            assertThat(seqs(journal.events(-1, 20))).isEqualTo(range(1_481, 1_500));
            assertThat(seqs(journal.events(1_400, 5_000))).isEqualTo(range(1_401, 1_500));

            Files.delete(log);
            offerTo(journal, 1);
            journal.flush(PATIENCE);
            assertThat(seqs(journal.events(0, 5_000))).isEqualTo(range(1, 1_501));
        }
    }

    @Test
    void usesNoNumberAgainThatOnlySinksHaveSeen() throws Exception {
        Path log = home.resolve("log");
        Files.delete(log);
        Files.writeString(log, "a file where the directory should be");
        Journal journal = open(100_000, 10);
        offerTo(journal, 3);
        journal.flush(PATIENCE);
        journal.close();
        Files.delete(log);

        offer(1);

        assertThat(seq(lines("events.jsonl").get(0))).isGreaterThan(3);
    }

    @Test
    void announcesAHoleInTheNumbersAtTheStart() throws Exception {
        offer(2);
        Files.writeString(home.resolve("state/seq"), "1010 1010\n");

        offer(1);

        List<String> lines = lines("events.jsonl");
        assertThat(lines).extracting(this::seq).containsExactly(1L, 2L, 1010L, 1011L);
        assertThat(lines.get(2)).contains("\"event\":\"gap\"", "\"from\":3", "\"to\":1009");
    }

    @Test
    void writesAnewWhenSomebodyDeletedTheFile() throws Exception {
        try (Journal journal = open(100_000, 10)) {
            offerTo(journal, 1);
            journal.flush(PATIENCE);
            Files.delete(home.resolve("log/events.jsonl"));
            offerTo(journal, 1);
            journal.flush(PATIENCE);
        }

        assertThat(lines("events.jsonl")).extracting(this::seq).containsExactly(2L);
    }

    @Test
    void aFailingSinkStopsNobody() {
        JournalSettings settings = settings(100_000, 10);
        try (Journal journal = new Journal(
                settings,
                TestEvents.CLOCK,
                List.of(
                        event -> {
                            throw new IllegalStateException("broken");
                        },
                        seen::add))) {
            offerTo(journal, 2);
            journal.flush(PATIENCE);
        }

        assertThat(seen).hasSize(2);
    }

    @Test
    void bringsOurLoggersIntoTheLogUntilItIsClosed() throws Exception {
        Logger logger = Logger.getLogger("org.okiagari.test");
        try (Journal journal = open(100_000, 10)) {
            JournalLogHandler handler = JournalLogHandler.open(journal, Level.FINE);
            logger.log(Level.WARNING, "pfile {0} is odd", "x");
            logger.fine("details");
            handler.close();
            logger.warning("said to nobody of ours");
        }

        assertThat(String.join("\n", lines("okiagari.log")))
                .contains("okiagari[7750]: WARNING: pfile x is odd", "FINE: details")
                .doesNotContain("said to nobody");
        assertThat(Logger.getLogger("org.okiagari").getLevel()).isNull();
        assertThat(Logger.getLogger("org.okiagari").getHandlers()).isEmpty();
    }

    private Journal open(long maxFileBytes, int keep) {
        return new Journal(settings(maxFileBytes, keep), TestEvents.CLOCK, List.of(seen::add));
    }

    private JournalSettings settings(long maxFileBytes, int keep) {
        return new JournalSettings(home.resolve("log"), home.resolve("state"), 2048, keep, maxFileBytes, "host1", 7750);
    }

    private void offer(int count) {
        try (Journal journal = open(100_000, 10)) {
            offerTo(journal, count);
        }
    }

    private static void offerTo(Journal journal, int count) {
        for (int i = 0; i < count; i++) {
            journal.offer("pfile_crond", TestEvents.down(i));
        }
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(home.resolve("log").resolve(name));
    }

    private long seq(String line) {
        return EventLine.seq(line).orElseThrow();
    }

    private static List<Long> seqs(List<EventText> events) {
        return events.stream().map(EventText::seq).toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
