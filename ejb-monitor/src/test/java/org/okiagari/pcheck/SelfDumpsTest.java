package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.okiagari.saver.EventType;

/** Dumps that nobody asked for: bounded in number, and a full disk is said once a minute. */
class SelfDumpsTest {
    private final FakeWorld world = new FakeWorld();
    private final List<PcheckSnapshot> written = new ArrayList<>();
    private final PcheckSnapshot snapshot = Snapshots.pcheck();
    private boolean isFull;
    private final SelfDumps dumps =
            new SelfDumps(environment(world), new Reports(world, "pfile_crond", "/conf/pfile_crond"), () -> snapshot);

    private Environment environment(EventLog events) {
        Environment base = world.environment("");
        return new Environment(
                base.clock(),
                base.table(),
                base.scripts(),
                events,
                base.source(),
                base.claims(),
                base.scheduler(),
                this::write,
                base.list(),
                base.states(),
                base.measurements(),
                Path.of("/home"),
                base.mypid(),
                "",
                8);
    }

    private void write(PcheckSnapshot present) {
        if (isFull) {
            throw new Refused("The dump cannot be written to /d: No space left on device");
        }
        written.add(present);
    }

    private long failures() {
        return world.events.stream()
                .filter(event -> event.type() == EventType.AUDIT)
                .count();
    }

    @Test
    void manyAtOnceAreOneAndThenOneASecond() {
        for (int i = 0; i < 1_000; i++) {
            dumps.soon();
        }
        world.pass(Duration.ZERO);
        assertThat(written).hasSize(1);

        for (int i = 0; i < 1_000; i++) {
            dumps.soon();
        }
        world.pass(Duration.ofMillis(900));
        assertThat(written).hasSize(1);
        world.pass(Duration.ofMillis(200));
        assertThat(written).hasSize(2);
    }

    @Test
    void aFullDiskIsSaidOnceAMinuteAndTheNextDumpIsWritten() {
        isFull = true;
        for (int second = 0; second < 59; second++) {
            dumps.soon();
            world.pass(Duration.ofSeconds(1));
        }
        assertThat(failures()).isEqualTo(1);
        assertThat(written).isEmpty();

        world.pass(Duration.ofSeconds(10));
        dumps.soon();
        world.pass(Duration.ofSeconds(1));
        assertThat(failures()).isEqualTo(2);

        isFull = false;
        dumps.soon();
        world.pass(Duration.ofSeconds(2));
        assertThat(written).hasSize(1);
    }

    @Test
    void anErrorThatComesBackAtEachCheckIsDumpedOnceAMinute() {
        for (int second = 0; second < 61; second++) {
            dumps.internalError(new StackOverflowError("made by the test"));
            world.pass(Duration.ofSeconds(1));
        }
        world.pass(Duration.ofSeconds(2));

        assertThat(written).hasSize(2);
    }

    @Test
    void aFailingCheckOfAPcheckIsDumped() {
        world.files.put(
                Path.of("/conf/pfile_crond"),
                "##### PARAM #####\nIPCKEY 1\n##### PENT #####\n/usr/sbin/crond:-:0:0:continue\n");
        EventLog broken = (pcheck, event) -> {
            if (event.type() == EventType.PENT_SETPIDFAIL) {
                throw new IllegalStateException("made by the test");
            }
        };
        new Pchecks(environment(broken)).start(Path.of("/conf/pfile_crond"), Requester.SERVER, false);
        world.pass(Duration.ofSeconds(2));

        assertThat(written).hasSize(1);
    }
}
