package org.okiagari.it;

import java.nio.file.Path;
import java.util.List;
import org.okiagari.check.Checks;

/**
 * A process that is watched by the path of its program.
 *
 * @param program what the pfile names
 * @param restart its restart script
 */
public record Daemon(Path program, Path restart) {
    /** Returns the line of a script that starts the program as a daemon. */
    static String startLine(Path program) {
        return "setsid -f " + program + " 1000000 </dev/null >/dev/null 2>&1";
    }

    /** Returns the PENT line. */
    public String pent(int grace, int retry, String action) {
        return program + " : " + restart + " : " + grace + " : " + retry + " : " + action;
    }

    /** Returns the name in logs and beans. */
    public String pname() {
        return program.toString();
    }

    /** Starts it by hand and returns its pid. */
    public long start() {
        List<Long> before = Daemons.pidsOf(program);
        Run.ok("sh", "-c", startLine(program));
        return Wait.value(() -> Daemons.pidsOf(program).stream()
                .filter(pid -> !before.contains(pid))
                .findFirst());
    }

    /** Returns the pid of the one that runs; one that is just being restarted is waited for. */
    long pid() {
        return pidAfter(0);
    }

    /** Waits for the one that follows another one, which is dead, and returns its pid. */
    long pidAfter(long dead) {
        return Wait.value(() ->
                Daemons.pidsOf(program).stream().filter(pid -> pid != dead).findFirst());
    }

    /** Kills it with SIGKILL. */
    public void kill(long pid) {
        Checks.dies(pid);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }
}
