package org.okiagari.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What must be known about numbers when the journal's files were deleted or could not be written: {@code state/seq}.
 *
 * <p>It holds one block: numbers below {@code start} are all in the files, numbers from {@code start} to below {@code
 * bound} may have been used. So a number is written here once in {@link #BLOCK} events, not with each.
 */
final class SeqStore {
    static final long BLOCK = 1000;

    /** One block of numbers. */
    record Block(long start, long bound) {}

    /** The first number to use, and what is missing before it, which must be announced. */
    record Start(long next, Optional<Hole> hole) {}

    private final Path file;

    SeqStore(Path file) {
        this.file = file;
    }

    /** Returns the first number that was never used. */
    static Start start(OptionalLong lastInFiles, Optional<Block> kept) {
        if (lastInFiles.isEmpty()) {
            return new Start(kept.map(Block::bound).orElse(1L), Optional.empty());
        }
        long next = lastInFiles.getAsLong() + 1;
        if (kept.isEmpty() || next >= kept.get().start() && next <= kept.get().bound()) {
            return new Start(next, Optional.empty());
        }
        long bound = kept.get().bound();
        return bound <= next
                ? new Start(next, Optional.empty())
                : new Start(bound, Optional.of(new Hole(next, bound - 1, bound - next)));
    }

    Optional<Block> read() {
        try {
            String[] words = Files.readString(file).strip().split(" ");
            return Optional.of(new Block(Long.parseLong(words[0]), Long.parseLong(words[1])));
        } catch (IOException | RuntimeException e) {
            // Missing at the first start; unreadable is as good as missing, the files still tell.
            return Optional.empty();
        }
    }

    void write(Block block) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        byte[] text = (block.start() + " " + block.bound() + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel out = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(ByteBuffer.wrap(text));
            out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
