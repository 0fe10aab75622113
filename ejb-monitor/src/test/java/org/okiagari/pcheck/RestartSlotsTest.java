package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RESTART_PARALLEL (CONTRACT section 9). */
class RestartSlotsTest {
    private final FakeWorld world = new FakeWorld();
    private final List<String> granted = new ArrayList<>();

    private RestartSlots.Ticket want(RestartSlots slots, String who) {
        return slots.want(ticket -> granted.add(who));
    }

    @Test
    void aFreeSlotIsHeldAtOnce() {
        RestartSlots slots = new RestartSlots(1, world);

        assertThat(want(slots, "a").wasFree()).isTrue();
        assertThat(want(slots, "b").wasFree()).isFalse();
        assertThat(granted).isEmpty();
    }

    @Test
    void firstComeFirstServed() {
        RestartSlots slots = new RestartSlots(1, world);
        RestartSlots.Ticket a = want(slots, "a");
        RestartSlots.Ticket b = want(slots, "b");
        want(slots, "c");
        RestartSlots.Ticket d = want(slots, "d");

        b.giveBack();
        a.giveBack();
        a.giveBack();
        d.giveBack();

        assertThat(granted).containsExactly("c");
    }

    @Test
    void aScriptThatHangsHoldsNobodyBack() {
        RestartSlots slots = new RestartSlots(2, world);
        want(slots, "a").scriptStarts();
        want(slots, "b").scriptStarts();
        want(slots, "c");

        world.pass(Duration.ofMillis(999));
        assertThat(granted).isEmpty();
        world.pass(Duration.ofMillis(1));

        assertThat(granted).containsExactly("c");
    }

    @Test
    void zeroIsNoBound() {
        RestartSlots slots = new RestartSlots(0, world);

        for (int i = 0; i < 1_000; i++) {
            assertThat(want(slots, "a").wasFree()).isTrue();
        }
    }
}
