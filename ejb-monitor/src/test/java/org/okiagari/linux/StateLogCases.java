package org.okiagari.linux;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.pcheck.StateLog;
import org.okiagari.saver.ProcSts;
import org.okiagari.saver.Progress.Phase;
import org.okiagari.saver.SavedPent;
import org.okiagari.saver.StateRecord;

/** A store of state logs in a home of its own, whose disk a test may exchange. */
abstract class StateLogCases {
    static final Path PFILE = Path.of("/conf/bin/pfile_a");

    @TempDir
    Path directory;

    Path home;
    Path file;
    RecordFile.Disk disk = FileChannel::write;
    StateLogFiles store;

    @BeforeEach
    void makeStore() throws IOException {
        home = Files.createDirectories(directory.resolve("home"));
        Files.createDirectories(directory.resolve("locks"));
        file = home.resolve("state/pfile_a.state");
        store = made();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    private StateLogFiles made() {
        return new StateLogFiles(
                home,
                directory.resolve("locks"),
                SafeFiles.ofThisProcess(true),
                LinuxClock.ofJvm(),
                (channel, bytes) -> disk.write(channel, bytes));
    }

    /** The saver was killed, and another one starts. */
    StateLog reopened() {
        store.close();
        store = made();
        return store.open(PFILE);
    }

    static SavedPent pent(String pname, int restartCount) {
        return new SavedPent(
                pname,
                1,
                ProcSts.AVAIL,
                Phase.IDLE,
                true,
                restartCount + 1,
                Optional.empty(),
                "",
                Optional.empty(),
                0,
                restartCount,
                Optional.empty(),
                OptionalLong.empty(),
                Optional.empty());
    }

    static StateRecord.Present record(long version, SavedPent pent) {
        return new StateRecord.Present(version, pent);
    }

    /** Returns what a copy of the file holds now, while its log may be open. */
    List<SavedPent> newest() throws IOException {
        Path copy = Files.createDirectories(directory.resolve("copy/state")).resolve("pfile_a.state");
        Files.write(copy, Files.readAllBytes(file));
        try (StateLogFiles other = new StateLogFiles(
                directory.resolve("copy"), directory, SafeFiles.ofThisProcess(true), LinuxClock.ofJvm())) {
            return other.open(PFILE).left().pents();
        }
    }
}
