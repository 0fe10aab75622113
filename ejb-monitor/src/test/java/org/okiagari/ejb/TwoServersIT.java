package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** two servers, of one home or two, want one pfile, one IPCKEY or one SHM_DUMP_FILE. The second is told who has it. */
class TwoServersIT {
    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private KilledSavers savers;

    @SuppressWarnings("NullAway.Init")
    private Path daemon;

    @SuppressWarnings("NullAway.Init")
    private Path pfile;

    @SuppressWarnings("NullAway.Init")
    private String dump;

    @BeforeEach
    void makeHome() throws IOException {
        savers = new KilledSavers(directory);
        daemon = savers.daemon("wantedd");
        dump = "SHM_DUMP_FILE " + directory.resolve("dump") + "\n";
        pfile = savers.pfile(dump, KilledSavers.pent(daemon, savers.script("restart.sh", "true", daemon)));
    }

    @AfterEach
    void killAll() throws Exception {
        savers.close();
    }

    @Test
    @DisplayName("R-30: one pfile, two servers with homes of their own")
    void r30OnePfileInTwoHomes() throws Exception {
        SaverJvm first = savers.startedAndUp();
        savers.moveTo("other");
        SaverJvm second = savers.start();

        assertThatThrownBy(() -> second.ask("start " + pfile))
                .hasMessageContaining("of " + pfile + " is already used by pid " + first.pid() + ", pfile " + pfile);

        isSavedOnce(first);
        assertThat(second.ask("count")).isEqualTo("0");
        first.kill();
        second.ask("start " + pfile);
        KilledSavers.await().until(second::areAllUp);
    }

    @Test
    @DisplayName("R-30: one home, two servers")
    void r30OneHome() throws Exception {
        SaverJvm first = savers.startedAndUp();

        assertThatThrownBy(savers::start)
                .hasMessageContaining("The home " + savers.home() + " is used by another server already, pid "
                        + first.pid() + ": end it");

        isSavedOnce(first);
        first.kill();
        savers.startedAndUp();
    }

    @Test
    @DisplayName("R-30: one IPCKEY, two pfiles, two servers")
    void r30OneKey() throws Exception {
        SaverJvm first = savers.startedAndUp();
        savers.moveTo("other");
        Path other = savers.anotherPfile("pfile_other", "IPCKEY 0x1f00a601\n", daemon + " : - : 0 : 0 : continue");
        SaverJvm second = savers.start();

        assertThatThrownBy(() -> second.ask("start " + other))
                .hasMessageContaining("IPCKEY 0x1f00a601 of " + other + " is already used by")
                .hasMessageContaining("pid " + first.pid())
                .hasMessageContaining(pfile.toString());

        isSavedOnce(first);
        assertThat(second.ask("count")).isEqualTo("0");
    }

    @Test
    @DisplayName("R-30: one SHM_DUMP_FILE, two pfiles")
    void r30OneDumpFile() throws Exception {
        SaverJvm first = savers.startedAndUp();
        Path other = savers.anotherPfile("other", "IPCKEY 0x1f00a602\n" + dump, daemon + " : - : 0 : 0 : continue");

        assertThatThrownBy(() -> first.ask("start " + other))
                .hasMessageContaining(dump.strip())
                .hasMessageContaining("is already used by pid " + first.pid() + ", pfile " + pfile);
        assertThat(first.ask("count")).isEqualTo("1");
    }

    @Test
    @DisplayName("R-30: one SHM_DUMP_FILE, two servers with homes of their own, at the start and by a reload")
    void r30OneDumpFileInTwoHomes() throws Exception {
        SaverJvm first = savers.startedAndUp();
        savers.moveTo("other");
        String pent = daemon + " : - : 0 : 0 : continue";
        String param = "IPCKEY 0x1f00a602\n";
        Path other = savers.anotherPfile("other", param + dump, pent);
        SaverJvm second = savers.start();
        String refusal = dump.strip() + " of other is already used by pid " + first.pid() + ", pfile " + pfile;

        assertThatThrownBy(() -> second.ask("start " + other)).hasMessageContaining(refusal);
        savers.anotherPfile("other", param, pent);
        second.ask("start " + other);
        savers.anotherPfile("other", param + dump, pent);
        assertThatThrownBy(() -> second.ask("reload other")).hasMessageContaining(refusal);
        first.kill();
        second.ask("reload other");

        assertThat(second.ask("count")).isEqualTo("1");
    }

    /** By the first: one script for one death. */
    private void isSavedOnce(SaverJvm first) throws IOException {
        long before = savers.starts();
        String pid = first.row()[1];
        savers.killDaemons();
        KilledSavers.await().until(() -> first.isUp() && !first.row()[1].equals(pid));
        assertThat(savers.starts()).isEqualTo(before + 1);
    }
}
