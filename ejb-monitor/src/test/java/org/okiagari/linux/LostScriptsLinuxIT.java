package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.StateRecord;

/** Scripts that a killed server had started without having told their process. */
class LostScriptsLinuxIT {
    private static final String RUN = "7.abc.1";

    @TempDir
    Path directory;

    private final LostScripts lost = new LostScripts(new JavaProcReader());
    private final List<Process> started = new ArrayList<>();
    private final long before = LinuxClock.of(
                    JnrOs.load(Path.of("target", "native").toAbsolutePath()))
            .now()
            .nanos();
    private Path script;
    private Path daemonPid;

    @BeforeEach
    void makeScript() throws IOException {
        script = directory.resolve("restart it.sh");
        daemonPid = directory.resolve("daemon.pid");
        Files.writeString(
                script,
                "#!/bin/sh\nsetsid sh -c 'echo $$ >\"$0\"; exec sleep 1000' '" + daemonPid + "' &\n"
                        + "[ \"$1\" = leave ] || while :; do sleep 1; done\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
    }

    @AfterEach
    void kill() throws IOException {
        started.forEach(Process::destroyForcibly);
        if (Files.exists(daemonPid)) {
            ProcessHandle.of(Long.parseLong(Files.readString(daemonPid).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private Process start(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("setsid", "-w"));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("OKIAGARI_RUN", RUN);
        Process process = builder.start();
        started.add(process);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() ->
                        Files.exists(daemonPid) && !Files.readString(daemonPid).isBlank());
        return process;
    }

    private List<RunFile.Run> find(String run, String command) {
        return lost.find(List.of(run(run, command)));
    }

    private RunFile.Run run(String run, String command) {
        return new RunFile.Run(new StateRecord.Key("a", 1), run, before, command, Optional.empty());
    }

    @Test
    void findsTheScriptAndNotTheDaemonThatItLeft() throws Exception {
        Process process = start(script.toString());

        List<RunFile.Run> found = find(RUN, script.toString());

        assertThat(found).hasSize(1);
        assertThat(found.get(0).script()).hasValueSatisfying(running -> {
            assertThat(running.script()).isEqualTo(script.toString());
            assertThat(running.id().pid()).isEqualTo(process.pid());
            assertThat(lost.isAlive(running.id())).isTrue();
            assertThat(lost.isAlive(new ProcessId(running.id().pid(), 1))).isFalse();
        });
        assertThat(find("7.abc.2", script.toString())).as("another run").isEmpty();
        assertThat(find(RUN, "/other.sh")).as("another command").isEmpty();
    }

    private record WithoutFirst(ProcReader all) implements ProcReader {
        @Override
        public void list(Visitor visitor) throws CannotLook {
            all.list(visitor);
        }

        @Override
        public int read(String entry, String name, byte[] into) throws CannotLook {
            if (entry.equals("1")) {
                throw new CannotLook("Input/output error");
            }
            return all.read(entry, name, into);
        }

        @Override
        public String link(String entry, String name, String expected) throws CannotLook {
            return all.link(entry, name, expected);
        }

        @Override
        public int threadCount(long pid) throws CannotLook {
            return all.threadCount(pid);
        }

        @Override
        public long[] threads(long pid) throws CannotLook {
            return all.threads(pid);
        }

        @Override
        public void close() {
            all.close();
        }
    }

    @Test
    void oneProcessThatCannotBeLookedAtHidesNoScript() throws Exception {
        start(script.toString());
        LostScripts sparing = new LostScripts(new WithoutFirst(new JavaProcReader()));

        assertThat(sparing.find(List.of(run(RUN, script.toString())))).hasSize(1);
    }

    @Test
    void takesADaemonForNoScript() throws Exception {
        Process process = start(script.toString(), "leave");
        assertThat(process.waitFor()).isZero();

        assertThat(find(RUN, "'" + script + "' leave")).isEmpty();
    }

    @Test
    void knowsACommandByItsTail() {
        assertThat(LostScripts.script(List.of("/bin/sh", "/opt/it.sh", "a b"), "it.sh 'a b'"))
                .contains("/opt/it.sh");
        assertThat(LostScripts.script(List.of("systemctl", "restart", "crond"), "systemctl restart crond"))
                .contains("");
        assertThat(LostScripts.script(List.of("systemctl", "restart", "cron"), "systemctl restart crond"))
                .isEmpty();
        assertThat(LostScripts.script(List.of(), "/opt/it.sh")).isEmpty();
    }
}
