package org.okiagari.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.okiagari.check.Checks;

/** A real daemon (a shell script), its restart script and its pfile. */
final class SampleDaemon implements AutoCloseable {
    final Path pfile;
    final Path program;
    private final Path pidFile;

    private SampleDaemon(Path pfile, Path program, Path pidFile) {
        this.pfile = pfile;
        this.program = program;
        this.pidFile = pidFile;
    }

    /** Writes the three files and starts the daemon. */
    static SampleDaemon start(Path home, String name, String ipckey, int retry, String action) throws IOException {
        Path bin = home.resolve("conf/bin");
        Path program = bin.resolve(name + "d");
        Path restart = bin.resolve("restart_" + name + ".sh");
        Path pfile = bin.resolve("p_" + name);
        Path pidFile = home.resolve(name + ".pid");
        write(program, "#!/bin/sh\necho $$ >" + pidFile + "\nwhile :; do sleep 1; done\n", "rwx------");
        write(
                restart,
                Checks.of(home)
                        .recordingScript(
                                "echo restarting " + name, "setsid " + program + " </dev/null >/dev/null 2>&1 &"),
                "rwx------");
        write(
                pfile,
                "##### PARAM #####\nIPCKEY " + ipckey + "\nMONITOR_INTERVAL 1\n##### PENT #####\n" + program + " : "
                        + restart + " : 86400 : " + retry + " : " + action + "\n",
                "rw-------");
        Host.run(List.of(restart.toString()));
        SampleDaemon daemon = new SampleDaemon(pfile, program, pidFile);
        Host.soon().until(() -> daemon.pid() > 0);
        return daemon;
    }

    /** Returns the pid of the daemon that runs now, 0 if none does. */
    long pid() {
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            String line = Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.UTF_8);
            return line.contains(program.toString()) ? pid : 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** Kills the daemon as a crash would. */
    long kill() {
        Host.soon().until(() -> pid() > 0);
        long pid = pid();
        Host.signal("KILL", pid);
        return pid;
    }

    /** Ends the daemon and the sleep it waits for: its whole session. */
    @Override
    public void close() {
        long pid = pid();
        if (pid > 0) {
            Host.signal("KILL", pid);
            Host.run(List.of("sh", "-c", "kill -9 -- -" + pid + " 2>/dev/null"));
        }
    }

    private static void write(Path file, String text, String mode) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
