package org.okiagari.ejb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.okiagari.check.Needs;

/** Pids, mounts and /proc of their own, with a pid 1 that reaps at once or late. */
final class PidNamespace implements AutoCloseable {
    private static final String PROMPT = "$SIG{CHLD} = sub { 1 while waitpid(-1, 1) > 0 }; sleep 1 while 1;";
    private static final String LATE = "while (1) { select undef, undef, undef, 3; 1 while waitpid(-1, 1) > 0 }";

    private final Process process;
    private final long init;

    private PidNamespace(Process process, long init) {
        this.process = process;
        this.init = init;
    }

    /** Makes one whose pid 1 reaps orphans at once. */
    static PidNamespace prompt() throws IOException {
        return create(PROMPT);
    }

    /** Makes one whose pid 1 leaves orphans zombies for up to three seconds. */
    static PidNamespace late() throws IOException {
        return create(LATE);
    }

    private static PidNamespace create(String reaper) throws IOException {
        Needs.need("root".equals(System.getProperty("user.name")), "root");
        for (String program : List.of("/usr/bin/unshare", "/usr/bin/nsenter", "/usr/bin/perl")) {
            Needs.need(Files.isExecutable(Path.of(program)), program);
        }
        Process process = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "perl",
                        "-e",
                        "$| = 1; print qq(ready\\n); " + reaper)
                .redirectErrorStream(true)
                .start();
        String ready = process.inputReader().readLine();
        if (!"ready".equals(ready)) {
            throw new IllegalStateException("no namespace: " + ready);
        }
        return new PidNamespace(
                process, process.children().findFirst().orElseThrow().pid());
    }

    /** Returns the command that runs another one inside. */
    List<String> inside() {
        return List.of("nsenter", "--target", Long.toString(init), "--mount", "--pid", "--");
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }
}
