package org.okiagari.pcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.okiagari.pfile.Pent;
import org.okiagari.pfile.PfileParser;

/** P-01: somebody writes the pfile byte by byte, and it is read again after each. */
class HalfWrittenPfileTest {
    private static final Path PFILE = Path.of("/conf/bin/pfile_half");
    private static final String PARAM = "##### PARAM #####\nIPCKEY 0x1f000501\nMONITOR_INTERVAL 10\n";
    private static final String BEFORE = PARAM + "##### PENT #####\nold:/bin/old:60:1:continue\n";
    private static final String AFTER = PARAM + "SETTLE 5\n##### PENT #####\n# the new ones\n"
            + "first:/bin/first a b:600:3:continue\nsecond:/bin/second:601:4:exit\nthird:-:0:0:continue\n";

    private final FakeWorld world = new FakeWorld();

    @Test
    @DisplayName("P-01: a reload takes what is there as a whole, or changes nothing")
    void p01AReloadTakesWhatIsThereAsAWholeOrChangesNothing() {
        world.files.put(PFILE, BEFORE);
        Pcheck pcheck = new Pchecks(world.environment("")).start(PFILE, Requester.SERVER, true);
        int taken = 0;
        for (int length = 0; length <= AFTER.length(); length++) {
            String written = AFTER.substring(0, length);
            List<Pent> present = pents(pcheck);
            List<Pent> wanted = PfileParser.parse(written.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .pfile()
                    .map(pfile -> pfile.pents())
                    .orElse(List.of());
            world.files.put(PFILE, written);
            if (wanted.isEmpty()) {
                assertThatThrownBy(() -> pcheck.reload(Requester.SERVER)).isInstanceOf(Refused.class);
                assertThat(pents(pcheck)).as(written).isEqualTo(present);
            } else {
                pcheck.reload(Requester.SERVER);
                assertThat(pents(pcheck)).as(written).isEqualTo(wanted);
                taken++;
            }
        }
        assertThat(taken).isGreaterThan(2);
        assertThat(pents(pcheck)).hasSize(3);
    }

    private static List<Pent> pents(Pcheck pcheck) {
        return pcheck.snapshot().pents().stream().map(PentSnapshot::pent).toList();
    }
}
