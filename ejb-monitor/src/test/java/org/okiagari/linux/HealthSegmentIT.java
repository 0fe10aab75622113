package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.health.Segment;
import org.okiagari.api.health.ServerProcess;

/** A writer that is killed at any moment, in full load, leaves a whole payload; whoever reads meanwhile gets one too. */
class HealthSegmentIT {
    private static final int KILLS = 60;

    @TempDir
    Path directory;

    private final Random random = new Random(4);
    private long reads;

    @Test
    void survivesKillsInFullWriteLoad() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            Path file = directory.resolve("0x1f000501.health");
            Files.deleteIfExists(file);
            Process writer = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/java",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SegmentAtFullLoad.class.getName(),
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("writer.log").toFile())
                    .start();
            try {
                killInTheMiddle(writer, file);
            } finally {
                writer.destroyForcibly();
            }
            assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();

            Segment left = whole(Segment.read(file), "after kill " + kill);
            assertThat(left.writer().pid()).isEqualTo(writer.pid());
            assertThat(left.writer().life()).isEqualTo(ServerProcess.Life.GONE);
        }
        assertThat(reads).isGreaterThan(KILLS);
        System.out.println(KILLS + " kills, " + reads + " live reads, 0 failed");
    }

    private void killInTheMiddle(Process writer, Path file) throws IOException {
        Awaitility.await()
                .atMost(20, TimeUnit.SECONDS)
                .pollInterval(1, TimeUnit.MILLISECONDS)
                .until(() -> Files.exists(file));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(200));
        while (System.nanoTime() < end) {
            Segment live = whole(Segment.read(file), "live");
            assertThat(live.writer().pid()).isEqualTo(writer.pid());
            reads++;
        }
    }

    private static Segment whole(Optional<Segment> read, String when) {
        assertThat(read).as(when).isPresent();
        byte[] payload = read.get().payload();
        assertThat(payload.length).as(when).isBetween(1, SegmentAtFullLoad.LONGEST);
        for (byte letter : payload) {
            if (letter != payload[0]) {
                throw new AssertionError(when + ": a mixture of " + (char) payload[0] + " and " + (char) letter);
            }
        }
        return read.get();
    }
}
