package org.okiagari.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.pcheck.SyslogSender;

/** Order, repetition and loss on the way to syslog, over restarts of the server too. */
class SyslogSinkTest {
    private static final int CAPACITY = 20;

    @TempDir
    Path state;

    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean isThere = new AtomicBoolean(true);
    private final SyslogSender sender = (ident, pid, severity, time, text) ->
            isThere.get() && sent.add(ident + "[" + pid + "] " + severity + " " + time + " " + text);

    private SyslogSink open(long mypid) {
        return new SyslogSink(sender, state, CAPACITY, mypid, TestEvents.CLOCK);
    }

    private static void offer(SyslogSink sink, long from, long to) {
        for (long seq = from; seq <= to; seq++) {
            sink.accept(TestEvents.recorded(seq, TestEvents.down(seq)));
        }
    }

    private static String line(long mypid, long seq) {
        return "pcheck[" + mypid + "] 3 2007-01-18T04:34:43Z Process [crond, pid=" + seq + "] Down";
    }

    private static List<String> lines(long mypid, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(seq -> line(mypid, seq))
                .toList();
    }

    private void awaitSent(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> sent.size() >= count);
    }

    /** A line is sent a moment before it is done with, and the loss of others is. */
    private static void awaitIdle() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("okiagari-syslog"))
                        .allMatch(thread -> thread.getState() == Thread.State.WAITING));
    }

    @Test
    void keepsTheOrderThroughAnOutage() {
        try (SyslogSink sink = open(7750)) {
            offer(sink, 1, 3);
            awaitSent(3);
            isThere.set(false);
            offer(sink, 4, 10);
            isThere.set(true);
            offer(sink, 11, 12);
            awaitSent(12);
        }

        assertThat(sent).isEqualTo(lines(7750, 1, 12));
    }

    @Test
    void tellsTheLossOnceAndGoesOn() {
        try (SyslogSink sink = open(7750)) {
            isThere.set(false);
            offer(sink, 1, CAPACITY + 15);
            assertThat(sink.backlog()).isEqualTo(CAPACITY);
            assertThat(sink.drops()).isEqualTo(15);
            isThere.set(true);
            awaitSent(CAPACITY + 1);
            awaitIdle();
            assertThat(sink.backlog()).isZero();
            offer(sink, 100, 101);
            awaitSent(CAPACITY + 3);
        }

        assertThat(sent.subList(0, CAPACITY)).isEqualTo(lines(7750, 1, CAPACITY));
        assertThat(sent.get(CAPACITY))
                .isEqualTo("okiagari[7750] 4 2007-01-18T04:34:43Z GAP: 15 lines were lost because syslog did not take"
                        + " them; log/okiagari.log has them");
        assertThat(sent.subList(CAPACITY + 1, sent.size())).isEqualTo(lines(7750, 100, 101));
    }

    @Test
    void theNextServerDeliversWhatThisOneCouldNot() throws Exception {
        isThere.set(false);
        SyslogSink killed = open(7750);
        offer(killed, 1, CAPACITY + 5);
        byte[] spool = Files.readAllBytes(state.resolve("syslog.spool"));
        killed.close();
        // What an end in order writes more, a kill does not.
        Files.write(state.resolve("syslog.spool"), spool);

        isThere.set(true);
        try (SyslogSink next = open(8888)) {
            awaitSent(CAPACITY + 1);
            awaitIdle();
            offer(next, 200, 200);
            awaitSent(CAPACITY + 2);
        }

        assertThat(sent.subList(0, CAPACITY)).isEqualTo(lines(7750, 1, CAPACITY));
        assertThat(sent.get(CAPACITY)).contains("okiagari[8888] 4 ").contains("lines were lost");
        assertThat(sent.get(CAPACITY + 1)).isEqualTo(line(8888, 200));
        sent.clear();
        open(9999).close();
        assertThat(sent).as("nothing twice").isEmpty();
    }

    @Test
    void readsATornSpool() throws Exception {
        isThere.set(false);
        try (SyslogSink sink = open(7750)) {
            offer(sink, 1, 3);
        }
        Files.writeString(state.resolve("syslog.spool"), "4\t0\tpcheck\t77", StandardOpenOption.APPEND);

        isThere.set(true);
        try (SyslogSink sink = open(8888)) {
            offer(sink, 5, 5);
            awaitSent(4);
        }

        assertThat(sent).containsExactly(line(7750, 1), line(7750, 2), line(7750, 3), line(8888, 5));
    }

    @Test
    void deliversWithoutADiskAndKeepsAgainWhenItCan() throws Exception {
        Path gone = state.resolve("gone");
        try (SyslogSink sink = new SyslogSink(sender, gone, CAPACITY, 7750, TestEvents.CLOCK)) {
            offer(sink, 1, 2);
            awaitSent(2);
            awaitIdle();
            isThere.set(false);
            offer(sink, 3, 4);
            Files.createDirectory(gone);
            offer(sink, 5, 5);
            assertThat(Files.readAllLines(gone.resolve("syslog.spool"))).hasSize(3);
        }

        isThere.set(true);
        try (SyslogSink next = new SyslogSink(sender, gone, CAPACITY, 8888, TestEvents.CLOCK)) {
            awaitSent(5);
        }
        assertThat(sent).isEqualTo(lines(7750, 1, 5));
    }

    @Test
    void theSpoolStaysSmall() throws Exception {
        try (SyslogSink sink = new SyslogSink(sender, state, 5_000, 7750, TestEvents.CLOCK)) {
            for (int round = 0; round < 3; round++) {
                offer(sink, round * 5_000L, round * 5_000L + 4_999);
                awaitSent(5_000 * (round + 1));
            }
        }

        assertThat(sent).hasSize(15_000);
        assertThat(Files.size(state.resolve("syslog.spool"))).isLessThan(300_000);
    }
}
