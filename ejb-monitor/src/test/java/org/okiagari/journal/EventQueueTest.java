package org.okiagari.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.RecordedEvent;
import org.okiagari.saver.EventType;

/** Numbers, and what becomes of what does not fit. */
class EventQueueTest {
    private final EventQueue queue = new EventQueue(3, "host1", TestEvents.CLOCK, 100);

    @Test
    void numbersEventsInOrder() throws Exception {
        offer(2);

        assertThat(take()).extracting(RecordedEvent::seq).containsExactly(100L, 101L);
        assertThat(queue.nextSeq()).isEqualTo(102);
    }

    @Test
    void announcesWhatDidNotFitBeforeTheNextEvent() throws Exception {
        offer(5);
        assertThat(queue.depth()).isEqualTo(3);

        List<RecordedEvent> first = take();
        offer(1);
        List<RecordedEvent> second = take();

        assertThat(first).extracting(RecordedEvent::seq).containsExactly(100L, 101L, 102L, 105L);
        RecordedEvent gap = first.get(3);
        assertThat(gap.event().type()).isEqualTo(EventType.GAP);
        assertThat(gap.event().detail())
                .containsEntry("from", 103L)
                .containsEntry("to", 104L)
                .containsEntry("count", 2L);
        assertThat(second).extracting(RecordedEvent::seq).containsExactly(106L);
        assertThat(queue.drops()).isEqualTo(2);
        assertThat(queue.depth()).isZero();
    }

    @Test
    void takesMoreWhereItIsGivenRoom() {
        queue.setExtraRoom(4);

        offer(8);

        assertThat(queue.depth()).isEqualTo(7);
        assertThat(queue.drops()).isEqualTo(1);
    }

    @Test
    void leavesLinesOutBeforeEvents() throws Exception {
        HumanLine line =
                new HumanLine(TestEvents.recorded(1, TestEvents.down(1)).time(), "okiagari", 1, "text");

        queue.offerLine(line);
        queue.offerLine(line);
        offer(2);

        assertThat(queue.take(Duration.ZERO)).hasSize(3);
        assertThat(queue.drops()).isZero();
        assertThat(queue.takeLostLines()).isEqualTo(1);
    }

    @Test
    void isEndedWhenItIsClosedAndEmpty() throws Exception {
        offer(1);
        queue.close();
        assertThat(queue.isEnded()).isFalse();

        take();

        assertThat(queue.isEnded()).isTrue();
    }

    private void offer(int count) {
        for (int i = 0; i < count; i++) {
            queue.offer("pfile_crond", TestEvents.down(i));
        }
    }

    private List<RecordedEvent> take() throws InterruptedException {
        return queue.take(Duration.ZERO).stream()
                .map(entry -> Objects.requireNonNull(entry.event()))
                .toList();
    }
}
