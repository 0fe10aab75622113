package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.check.Needs;
import org.okiagari.pcheck.WatchedProcess;
import org.okiagari.pcheck.WatchedProcess.Life;
import org.okiagari.saver.ProcessId;

/** A pid that is used again within the same 10 ms: even pid and start time are equal, and yet it is another process. */
class SamePidIT {
    @TempDir
    Path directory;

    @Test
    void anotherProcessWithPidAndStartTimeIsNotTakenForIt() throws Exception {
        Needs.root();
        Needs.program("/usr/bin/unshare", "util-linux");
        Needs.program("/usr/bin/prlimit", "util-linux");

        Process inside = new ProcessBuilder(
                        "unshare",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData", // JVMs with the same pid lock one file in /tmp, and say so where we are
                        // read
                        "-cp",
                        System.getProperty("java.class.path"),
                        Inside.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(directory.resolve("said").toFile())
                .start();
        try {
            assertThat(inside.waitFor(100, TimeUnit.SECONDS)).isTrue();
        } finally {
            inside.descendants().forEach(ProcessHandle::destroyForcibly);
            inside.destroyForcibly();
        }

        assertThat(directory.resolve("said")).hasContent("held: 0 mistaken\npolled: 0 mistaken\n");
    }

    /** Runs in the namespace, where pids can be chosen. */
    static final class Inside implements AutoCloseable {
        private static final int TRIES = 50;
        /** A busy machine seldom makes two processes within 10 ms. */
        private static final int MOST_TRIES = 1_000;
        /** Starts a process with the next pid that no thread has, or with the same again at once; prints 0 if it has gone. */
        private static final String STARTER = String.join(
                "\n",
                "$| = 1; my ($pid, $child) = (20000, 0);",
                "sub born {",
                "  for (1 .. 20) {",
                "    open my $last, '>', '/proc/sys/kernel/ns_last_pid' or die; print $last $pid - 1; close $last;",
                "    $child = fork; unless ($child) { sleep 600; exit } return $pid if $child == $pid;",
                "    kill 9, $child; waitpid $child, 0; $child = 0;",
                "  }",
                "  return 0;",
                "}",
                "while (<STDIN>) {",
                "  if ($child) { kill 9, $child; waitpid $child, 0; $child = 0 }",
                "  if (/again/) { print born(), \"\\n\" }",
                "  if (/next/) { do { $pid++ } until born(); print \"$pid\\n\" }",
                "}");

        private final Process starter;
        private final BufferedReader pids;
        private final PrintStream orders;
        private final JnrProvider provider =
                JnrProvider.open(JnrOs.load(Path.of("target", "native").toAbsolutePath()));
        private final ProcfsProcessTable table = provider.table();

        Inside() throws IOException, CannotLook {
            starter = new ProcessBuilder("perl", "-e", STARTER)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            pids = starter.inputReader(StandardCharsets.UTF_8);
            orders = new PrintStream(starter.getOutputStream(), true, StandardCharsets.UTF_8);
        }

        public static void main(String[] args) throws Exception {
            try (Inside inside = new Inside()) {
                System.out.println("held: " + inside.mistaken(true) + " mistaken");
                inside.takeDescriptors();
                System.out.println("polled: " + inside.mistaken(false) + " mistaken");
            }
            System.exit(0);
        }

        private long start(String order) throws IOException {
            orders.println(order);
            return Long.parseLong(pids.readLine());
        }

        /** Lowers our limit until no process gets a descriptor of its own any more. */
        private void takeDescriptors() throws Exception {
            String[] used = new File("/proc/self/fd").list();
            int limit = (used == null ? 0 : used.length) + 30;
            new ProcessBuilder(
                            "prlimit",
                            "--pid",
                            Long.toString(ProcessHandle.current().pid()),
                            "--nofile=" + limit + ":")
                    .start()
                    .waitFor();
            ProcessId own = Children.id(ProcessHandle.current().pid());
            boolean isHeld = true;
            while (isHeld) {
                try (WatchedProcess watched = table.watch(own, () -> {})) {
                    isHeld = watched.isWatchedByEvent();
                }
            }
        }

        /** Returns how often the second process was taken for the first, which had the same pid and start time. */
        private String mistaken(boolean isHeld) throws IOException {
            int equal = 0;
            int mistaken = 0;
            for (int i = 0; i < TRIES || equal == 0 && i < MOST_TRIES; i++) {
                long pid = start("next");
                ProcessId id = Children.id(pid);
                try (WatchedProcess watched = table.watch(id, () -> {})) {
                    if (watched.life() != Life.ALIVE || watched.isWatchedByEvent() != isHeld) {
                        throw new IllegalStateException("try " + i + ": " + watched.isWatchedByEvent());
                    }
                    boolean isEqual = start("again") == pid && Children.id(pid).equals(id);
                    equal += isEqual ? 1 : 0;
                    mistaken += isEqual && watched.life() != Life.GONE ? 1 : 0;
                }
                orders.println("end");
            }
            return equal == 0 ? "never tried, none" : Integer.toString(mistaken);
        }

        @Override
        public void close() {
            starter.destroyForcibly();
            table.close();
            provider.close();
        }
    }
}
