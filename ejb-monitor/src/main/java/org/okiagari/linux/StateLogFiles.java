package org.okiagari.linux;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.files.ServerUser;
import org.okiagari.pcheck.Clock;
import org.okiagari.pcheck.StateLog;

/**
 * What survives the saver: the states of each pcheck in {@code state/<pcheck>.state} of the home, and its running scripts in
 * the directory of the locks, which all servers of a user on this host share. Neither file is inherited by a script.
 */
public final class StateLogFiles implements StateLog.Store, AutoCloseable {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final long COMPACT_BYTES = 1L << 20;
    private static final RecordFile.Disk DISK = FileChannel::write;

    private final Path states;
    private final Path locks;
    private final SafeFiles files;
    private final Clock clock;
    private final RecordFile.Disk disk;
    private final ServerUser user = ServerUser.ofThisProcess();
    private final String bootId = bootId();
    private final StateLogThreads threads = new StateLogThreads();

    /**
     * Makes the store of a home.
     *
     * @param home the server's home
     * @param locks the directory of the locks, which exists when a log is opened
     * @param files the rule for safe files: what root decides by is not read from where others write
     * @param clock monotonic, as old as the boot
     */
    public StateLogFiles(Path home, Path locks, SafeFiles files, Clock clock) {
        this(home, locks, files, clock, DISK);
    }

    StateLogFiles(Path home, Path locks, SafeFiles files, Clock clock, RecordFile.Disk disk) {
        this.states = home.resolve("state");
        this.locks = locks;
        this.files = files;
        this.clock = clock;
        this.disk = disk;
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public StateLog open(Path pfile) {
        Path real = real(pfile);
        StateFile state = new StateFile(
                states.resolve(pfile.getFileName() + ".state"), pfile, bootId, files, disk, COMPACT_BYTES);
        RunFile runs = new RunFile(locks.resolve(LockFileClaims.nameOf(real, ".runs")), real, bootId, user, disk);
        try (ProcReader reader = new JavaProcReader()) {
            return StateLogFile.open(
                    state,
                    runs,
                    new LostScripts(reader),
                    threads,
                    () -> clock.now().nanos());
        }
    }

    private static Path real(Path pfile) {
        try {
            return pfile.toRealPath();
        } catch (IOException e) {
            return pfile;
        }
    }

    @Override
    public long behind() {
        return threads.behind();
    }

    @Override
    public void close() {
        threads.close();
    }
}
