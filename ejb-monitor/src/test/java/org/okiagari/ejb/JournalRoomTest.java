package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.FakeHouse;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.Requester;

/** Room in the journal follows the number of PENTs. */
class JournalRoomTest {
    @Test
    void followsTheNumberOfPents() {
        FakeHouse house = new FakeHouse();
        AtomicInteger room = new AtomicInteger();
        house.pchecks().addListener(new JournalRoom(house.pchecks(), room::set));

        Pcheck pcheck = house.start("/conf/bin/pfile_a", "a:-:0:0:continue", "b:-:0:0:continue");
        assertThat(room).hasValue(4);
        house.start("/conf/bin/pfile_b", "c:-:0:0:continue");
        assertThat(room).hasValue(6);
        house.write("/conf/bin/pfile_a", "a:-:0:0:continue");
        pcheck.reload(Requester.SERVER);
        assertThat(room).hasValue(4);
        pcheck.shutdown(Requester.SERVER);
        assertThat(room).hasValue(2);
    }
}
