package org.okiagari.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.okiagari.api.Home;

/** Brings the embedded server up where none runs: a process of its own that outlives this command. */
final class EmbeddedServer {
    /** What the server's launcher answers when another server of this home runs or is about to. */
    private static final int RUNS_ALREADY = 3;

    private static final long DEADLINE_SECONDS = 180;
    private static final long PAUSE_MILLIS = 200;
    private static final long AGAIN_SECONDS = 3;

    private final Home home;
    private final Terminal terminal;
    private volatile boolean starting;

    EmbeddedServer(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    /** Tells whether a server is being brought up just now. */
    boolean isStarting() {
        return starting;
    }

    /**
     * Starts the server and tries {@code attach} until it succeeds.
     *
     * @throws Failure if the server does not come up, or attaching is refused
     */
    Client bringUp(Supplier<Client> attach, BooleanSupplier stopped) {
        starting = true;
        long begin = System.nanoTime();
        long lastStart = 0;
        long told = 0;
        Process server = start();
        while (true) {
            pause();
            try {
                Client client = attach.get();
                starting = false;
                return client;
            } catch (Failure e) {
                if (!e.isVanished()) {
                    throw e;
                }
            }
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            if (stopped.getAsBoolean()) {
                server.destroy();
                throw Failure.refused("ended before the server was up");
            }
            if (!server.isAlive()) {
                if (server.exitValue() != RUNS_ALREADY) {
                    throw failed("");
                }
                if (seconds - lastStart >= AGAIN_SECONDS) {
                    lastStart = seconds;
                    server = start();
                }
            }
            told = tell(seconds, told);
            if (seconds >= DEADLINE_SECONDS) {
                server.destroy();
                throw failed("not ready after " + DEADLINE_SECONDS + " s");
            }
        }
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.refused("interrupted");
        }
    }

    private long tell(long seconds, long told) {
        if (seconds < 1 || told > 0 && seconds < told + 15) {
            return told;
        }
        terminal.error(told == 0 ? "no server runs in " + home.path() + ": bringing one up" : seconds + " s ...");
        return seconds;
    }

    private Process start() {
        if (!Files.isExecutable(launcher())) {
            throw Failure.notThere("the server cannot be started: there is no " + launcher());
        }
        File out = output().toFile();
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.add("/usr/bin/setsid");
        }
        command.add(launcher().toString());
        command.add("-Dokiagari.pfiles=none");
        command.add("-Dokiagari.exit.when.idle=true");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out));
        builder.environment().put("OKIAGARI_HOME", home.path().toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw Failure.notThere("the server cannot be started: " + launcher() + " cannot be run");
        }
    }

    private static Path launcher() {
        return Path.of(System.getProperty("okiagari.root", "/opt/HA/PS"), "bin", "okiagari-server");
    }

    /** Makes log/server.out anew: readable for the owner only, and holding one start. */
    private Path output() {
        Path file = home.log().resolve("server.out");
        try {
            Files.createDirectories(home.log(), mode("rwxr-x---"));
            Files.deleteIfExists(file);
            return Files.createFile(file, mode("rw-------"));
        } catch (IOException e) {
            throw Failure.notThere("no server runs in " + home.path()
                    + ", and none can be brought up there: " + file + " cannot be written"
                    + " (run this as root, or let OKIAGARI_HOME name a directory of yours)");
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private Failure failed(String what) {
        String reason = what.isEmpty() ? lastWords() : what;
        return Failure.notThere(
                "the server did not come up: " + reason + " (see " + home.log().resolve("server.out") + ")");
    }

    /** Returns the sentence the launcher or the server ended with. */
    private String lastWords() {
        String last = "it ended at once";
        try {
            for (String line : Files.readAllLines(home.log().resolve("server.out"))) {
                if (line.startsWith("okiagari-server: ")) {
                    last = line.substring("okiagari-server: ".length());
                }
            }
        } catch (IOException e) {
            return last;
        }
        return last;
    }
}
