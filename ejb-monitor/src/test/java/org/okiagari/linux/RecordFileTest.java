package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G-02 of the list of faults, and what a full disk leaves. */
class RecordFileTest {
    private static final List<String> TEXTS = List.of("first", "", "the second", "x".repeat(3000), "last");

    @TempDir
    private Path directory;

    private Path path;
    private final FullDisk disk = new FullDisk();
    private RecordFile file;

    @BeforeEach
    void make() throws IOException {
        path = directory.resolve("state/some.state");
        file = new RecordFile(path, disk);
        file.replacement(payloads("head"), true).finish(payloads());
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    private static List<byte[]> payloads(String... texts) {
        return Arrays.stream(texts).map(Texts::bytes).toList();
    }

    private List<String> read() throws IOException {
        return texts(RecordFile.parse(Files.readAllBytes(path)));
    }

    private static List<String> texts(RecordFile.Content content) {
        return content.payloads().stream()
                .map(bytes -> Texts.of(bytes, 0, bytes.length))
                .toList();
    }

    @Test
    void givesBackAPrefixWhereverItIsCut() throws IOException {
        List<String> all = new ArrayList<>(List.of("head"));
        for (String text : TEXTS) {
            if (!text.isEmpty()) {
                file.append(payloads(text));
                all.add(text);
            }
        }
        byte[] whole = Files.readAllBytes(path);

        int most = 0;
        for (int length = 0; length <= whole.length; length++) {
            RecordFile.Content content = RecordFile.parse(Arrays.copyOf(whole, length));
            List<String> read = texts(content);
            assertThat(read).isEqualTo(all.subList(0, read.size()));
            assertThat(content.goodBytes()).isLessThanOrEqualTo(length);
            assertThat(read.size()).isGreaterThanOrEqualTo(most);
            most = read.size();
        }
        assertThat(most).isEqualTo(all.size());
    }

    @Test
    void givesBackNothingWrongWhicheverByteIsFlipped() throws IOException {
        file.append(payloads("one", "two", "three"));
        List<String> all = List.of("head", "one", "two", "three");
        byte[] whole = Files.readAllBytes(path);

        for (int at = 0; at < whole.length; at++) {
            byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % 8);
            List<String> read = texts(RecordFile.parse(flipped));
            assertThat(read).isEqualTo(all.subList(0, read.size())).hasSizeLessThan(all.size());
        }
    }

    @Test
    void takesZerosAtTheEndForNothing() throws IOException {
        byte[] whole = Files.readAllBytes(path);

        RecordFile.Content content = RecordFile.parse(Arrays.copyOf(whole, whole.length + 4096));

        assertThat(texts(content)).containsExactly("head");
        assertThat(content.goodBytes()).isEqualTo(whole.length);
    }

    @Test
    void goesOnBehindTheLastWholeRecord() throws IOException {
        file.append(payloads("one", "torn"));
        file.close();
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length - 1));

        file.resume(RecordFile.parse(Files.readAllBytes(path)).goodBytes());
        file.append(payloads("two"));

        assertThat(read()).containsExactly("head", "one", "two");
    }

    @Test
    void leavesNoHalfRecordOnAFullDiskAndGoesOnWhenThereIsRoom() throws IOException {
        file.append(payloads("one"));

        disk.room = 5;
        assertThatThrownBy(() -> file.append(payloads("lost"))).hasMessageContaining("No space");
        assertThat(read()).containsExactly("head", "one");

        disk.room = Long.MAX_VALUE;
        file.append(payloads("two"));
        assertThat(read()).containsExactly("head", "one", "two");
    }

    @Test
    void keepsTheOldFileWhenTheNewOneHasNoRoom() throws IOException {
        disk.room = 10;

        assertThatThrownBy(() -> file.replacement(payloads("a", "b"), true)).hasMessageContaining("No space");

        assertThat(read()).containsExactly("head");
        assertThat(directory.resolve("state").toFile().list()).containsExactly("some.state");
        disk.room = Long.MAX_VALUE;
        file.append(payloads("one"));
        assertThat(read()).containsExactly("head", "one");
    }

    /** Takes so many bytes more, and then none, as the kernel does. */
    static final class FullDisk implements RecordFile.Disk {
        volatile long room = Long.MAX_VALUE;

        @Override
        public int write(FileChannel channel, ByteBuffer bytes) throws IOException {
            if (room == 0) {
                throw new IOException("No space left on device");
            }
            int end = bytes.limit();
            bytes.limit((int) Math.min(end, bytes.position() + room));
            int written = channel.write(bytes);
            bytes.limit(end);
            room -= written;
            return written;
        }
    }
}
