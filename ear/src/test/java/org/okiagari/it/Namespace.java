package org.okiagari.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.okiagari.check.Checks;
import org.okiagari.check.Needs;

/**
 * Processes and mounts of their own: real daemons run here and the machine is untouched.
 *
 * <p>Own are: all pids, /proc, /dev with its /dev/log, /run, /var/log, and what cron would run. The network is shared, so
 * that the test reaches the server.
 */
final class Namespace implements AutoCloseable {
    private static final String[] INIT = {
        "set -eu",
        "dev=$1/dev",
        "mkdir -p $dev",
        "mount -t tmpfs -o mode=755 tmpfs $dev",
        "for node in null zero full random urandom tty; do",
        "  touch $dev/$node; mount --bind /dev/$node $dev/$node",
        "done",
        "mkdir $dev/shm $dev/pts",
        "mount -t tmpfs tmpfs $dev/shm",
        "ln -s /proc/self/fd $dev/fd",
        "mount --rbind $dev /dev",
        "mount -t tmpfs -o mode=755 tmpfs /run",
        "mkdir -p /run/sshd /run/lock",
        "mount -t tmpfs -o mode=755 tmpfs /var/log",
        "for jobs in /etc/cron.d /var/spool/cron; do mount -t tmpfs -o mode=755 tmpfs $jobs; done",
        "mkdir -p /var/spool/cron/crontabs",
        "[ ! -e /etc/crontab ] || mount --bind /dev/null /etc/crontab",
        "touch $1/namespace-is-ready",
        "while :; do sleep 3600 & wait $! || true; done"
    };

    private final Process process;
    private final long init;

    private Namespace(Process process, long init) {
        this.process = process;
        this.init = init;
    }

    /** Makes one; its init lives until it is closed. */
    static Namespace create(TestHome home) {
        Needs.root();
        Needs.program("/usr/bin/unshare", "util-linux");
        Needs.program("/usr/bin/nsenter", "util-linux");
        Path script = home.write(home.path().resolve("init.sh"), String.join("\n", INIT) + "\n");
        try {
            Process process = new ProcessBuilder(
                            "unshare",
                            "--mount",
                            "--pid",
                            "--fork",
                            "--kill-child",
                            "--mount-proc",
                            "bash",
                            script.toString(),
                            home.path().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(home.path().resolve("namespace.log").toFile())
                    .start();
            Path ready = home.path().resolve("namespace-is-ready");
            Wait.value(() -> Stream.of(ready).filter(Files::exists).findFirst());
            return new Namespace(
                    process, process.children().findFirst().orElseThrow().pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the command line that runs a command inside. */
    List<String> inside(List<String> command) {
        List<String> line =
                new ArrayList<>(List.of("nsenter", "--target", Long.toString(init), "--mount", "--pid", "--"));
        line.addAll(command);
        return line;
    }

    /** Runs a command inside, which must succeed, and returns its output. */
    String run(String... command) {
        return Run.ok(inside(List.of(command)).toArray(String[]::new));
    }

    /** Kills a process by the pid that it has inside; when this returns all its descriptors are closed, its sockets too. */
    void kill(long pid) {
        Checks.dies(pid);
        run("sh", "-c", "kill -KILL " + pid + "; while ls /proc/" + pid + "/task/*/fd/* >/dev/null 2>&1; do :; done");
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
