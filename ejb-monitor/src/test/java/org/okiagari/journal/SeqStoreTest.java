package org.okiagari.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first number after a start, by what the files and state/seq say. */
class SeqStoreTest {
    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "  -1,    -1,    -1,    1, the first start",
        "  41,    -1,    -1,   42, state was deleted",
        "  -1,    42,    42,   42, the logs were deleted after an orderly end",
        "  -1,    42,  1042, 1042, the logs were deleted after a kill",
        "  41,    42,    42,   42, an orderly end",
        "  77,    42,  1042,   78, a kill within the block",
        "  41,    42,  1042,   42, a kill before the first event of a block",
        "1041,    42,  1042, 1042, a kill at the end of a block",
        "1500,    42,  1042, 1501, a kill before the block was written",
        "  20,    42,  1042, 1042, the newest file was deleted and an old one stayed",
        "  41,  1042,  1042, 1042, the files could not be written for a while"
    })
    void goesOn(long last, long start, long bound, long next, String why) {
        OptionalLong lastInFiles = last < 0 ? OptionalLong.empty() : OptionalLong.of(last);
        Optional<SeqStore.Block> block = start < 0 ? Optional.empty() : Optional.of(new SeqStore.Block(start, bound));

        SeqStore.Start answer = SeqStore.start(lastInFiles, block);

        assertThat(answer.next()).as(why).isEqualTo(next);
        assertThat(answer.hole().isPresent()).isEqualTo(last >= 0 && next > last + 1);
    }

    @Test
    void readsWhatItWrote(@TempDir Path directory) throws Exception {
        SeqStore store = new SeqStore(directory.resolve("seq"));
        assertThat(store.read()).isEmpty();

        store.write(new SeqStore.Block(5, 1005));

        assertThat(store.read()).contains(new SeqStore.Block(5, 1005));
        Files.writeString(directory.resolve("seq"), "rubbish");
        assertThat(store.read()).isEmpty();
    }
}
