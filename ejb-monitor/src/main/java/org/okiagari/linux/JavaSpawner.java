package org.okiagari.linux;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.ScriptOutcome;

/**
 * Starts programs by ProcessBuilder, setsid(1) and env(1), where there is no JNR. JDK 17 starts children with SIGQUIT
 * blocked; {@code env --default-signal} cures it where it is known (coreutils 8.31).
 */
final class JavaSpawner implements Spawner {
    private static final Pattern ERROR = Pattern.compile("error=(\\d+), ?(.*)");
    private static final File NOTHING = new File("/dev/null");
    private static final String TRAMPOLINE = "umask \"$1\"; shift; unset PWD OLDPWD SHLVL; exec \"$@\"";

    private final List<String> head;

    JavaSpawner(int umask) {
        List<String> words = new ArrayList<>();
        if (isDefaultSignalKnown()) {
            words.addAll(List.of("env", "--default-signal"));
        }
        words.addAll(List.of("setsid", "/bin/sh", "-c", TRAMPOLINE, "sh", Integer.toOctalString(umask)));
        head = List.copyOf(words);
    }

    private static boolean isDefaultSignalKnown() {
        try {
            Process probe = new ProcessBuilder("env", "--default-signal", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(NOTHING)
                    .start();
            return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Child spawn(Launch launch, Runnable onDeath) throws NotSpawned {
        List<String> words = new ArrayList<>(head);
        words.add(launch.path());
        words.addAll(launch.argv().subList(1, launch.argv().size()));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(new File("/"))
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(output(launch));
        builder.environment().clear();
        for (String entry : launch.environment()) {
            int equals = entry.indexOf('=');
            builder.environment().put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        try {
            JavaChild child = new JavaChild(builder.start());
            child.process.onExit().thenRun(onDeath);
            return child;
        } catch (IOException e) {
            throw new NotSpawned(outcome(launch, String.valueOf(e.getMessage())));
        }
    }

    private static ProcessBuilder.Redirect output(Launch launch) {
        File file = launch.output().toFile();
        try (FileOutputStream probe = new FileOutputStream(file, true)) {
            return ProcessBuilder.Redirect.appendTo(file);
        } catch (IOException e) {
            Sparingly.SCRIPT_OUTPUT.warn("The output of " + launch.path() + " is dropped: " + e.getMessage());
            return ProcessBuilder.Redirect.to(NOTHING);
        }
    }

    private static ScriptOutcome outcome(Launch launch, String message) {
        Matcher error = ERROR.matcher(message);
        if (!error.find()) {
            return new ScriptOutcome.CannotExecute(launch.path() + ": " + message);
        }
        String why = launch.path() + ": " + error.group(2);
        return Errno.isShortage(-Integer.parseInt(error.group(1)))
                ? new ScriptOutcome.Shortage(why)
                : new ScriptOutcome.CannotExecute(why);
    }

    @Override
    public int head(Path file, byte[] into) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(into, 0, into.length);
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public boolean signal(ProcessId id, int number) {
        return signal(id.pid(), number);
    }

    /** TERM and KILL are all that the JDK can send. */
    static boolean signal(long pid, int number) {
        return ProcessHandle.of(pid)
                .map(process -> number == 9 ? process.destroyForcibly() : process.destroy())
                .orElse(false);
    }

    @Override
    public ProcReader reader() {
        return new JavaProcReader();
    }

    @Override
    public void close() {
        // The JDK reaps its children.
    }

    private static final class JavaChild implements Child {
        private final Process process;
        private final ProcessId id;

        JavaChild(Process process) {
            this.process = process;
            this.id = new ProcessId(process.pid(), startTime(process.pid()));
        }

        private static long startTime(long pid) {
            byte[] bytes = new byte[1024];
            try (ProcReader reader = new JavaProcReader()) {
                int length = reader.read(Long.toString(pid), "stat", bytes);
                return ProcStat.parse(bytes, length).map(ProcStat::startTime).orElse(0L);
            } catch (CannotLook e) {
                return 0;
            }
        }

        @Override
        public ProcessId id() {
            return id;
        }

        @Override
        public boolean isDead() {
            return !process.isAlive();
        }

        /** The JDK tells a signal as 128 + its number. */
        @Override
        public ScriptOutcome reap() {
            int status = process.exitValue();
            return status > 128 && status <= 128 + 64
                    ? new ScriptOutcome.Signalled(status - 128)
                    : new ScriptOutcome.Exited(status);
        }
    }
}
