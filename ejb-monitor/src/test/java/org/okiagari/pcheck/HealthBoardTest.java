package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.Now;
import org.okiagari.saver.ProcSts;

/** When the last known state is written: soon after a change, each second without one, never by the tick. */
class HealthBoardTest {
    private final FakeHouse house = new FakeHouse();
    private final Segments segments = new Segments();
    private final HealthBoard board = new HealthBoard(segments, house.clock());

    private static final class Segments implements HealthSegments {
        final List<PcheckSnapshot> shown = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger open = new AtomicInteger();
        final AtomicBoolean isFull = new AtomicBoolean();

        @Override
        public Segment open(String ipckey) {
            open.incrementAndGet();
            return new Segment() {
                @Override
                public void show(PcheckSnapshot snapshot, Now now) {
                    if (isFull.get()) {
                        throw new UncheckedIOException(new FileSystemException("run", null, "No space left on device"));
                    }
                    shown.add(snapshot);
                }

                @Override
                public void remove() {
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public void sweep() {
            // Nothing was left behind.
        }
    }

    @AfterEach
    void close() {
        board.close();
    }

    private ProcSts lastShown() {
        return segments.shown.isEmpty()
                ? ProcSts.WAIT
                : segments.shown
                        .get(segments.shown.size() - 1)
                        .pents()
                        .get(0)
                        .state()
                        .procSts();
    }

    private static void soon(org.awaitility.core.ThrowingRunnable claim) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(claim);
    }

    @Test
    void showsEachChangeAndBeatsWithoutOne() {
        house.run(100, "/usr/sbin/crond");
        house.pchecks().addListener(board);
        Pcheck pcheck = house.start("/conf/pfile_crond", "/usr/sbin/crond:-:0:0:continue");
        soon(() -> assertThat(lastShown()).isEqualTo(ProcSts.AVAIL));

        int before = segments.shown.size();
        house.pass(Duration.ofSeconds(1));
        soon(() -> assertThat(segments.shown.size()).isGreaterThan(before));
        assertThat(segments.shown.get(before).pents())
                .isEqualTo(pcheck.snapshot().pents());

        pcheck.shutdown(Requester.SERVER);
        soon(() -> assertThat(segments.open).hasValue(0));
    }

    @Test
    void goesOnWhenThereIsRoomAgain() {
        segments.isFull.set(true);
        house.pchecks().addListener(board);
        house.start("/conf/pfile_crond", "/usr/sbin/crond:-:0:0:continue");
        soon(() -> assertThat(segments.open).hasValue(1));
        assertThat(segments.shown).isEmpty();

        segments.isFull.set(false);

        soon(() -> assertThat(lastShown()).isEqualTo(ProcSts.DOWN));
    }

    @Test
    void removesAllWhenThePchecksEndWithTheServer() {
        house.pchecks().addListener(board);
        house.start("/conf/pfile_a", "a:-:0:0:continue");
        house.start("/conf/pfile_b", "b:-:0:0:continue");
        house.pchecks().close();

        board.close();

        assertThat(segments.open).hasValue(0);
    }
}
