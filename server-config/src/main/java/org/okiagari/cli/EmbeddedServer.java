package org.okiagari.cli;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
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
    /** What it answers when the application was not deployed. */
    private static final int NOT_DEPLOYED = 4;

    private static final long DEADLINE_SECONDS = 180;
    private static final long PAUSE_MILLIS = 200;
    private static final long AGAIN_SECONDS = 3;
    private static final long TELL_SECONDS = 15;
    private static final long MAX_OUTPUT_BYTES = 1L << 20;

    private final Home home;
    private final Terminal terminal;
    private volatile boolean starting;
    private long begin;
    private long lastStart;
    private boolean isSecond;
    private long told;
    /** Where the words of our server begin in log/server.out. */
    private long outputStart;

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
        begin = System.nanoTime();
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
            if (stopped.getAsBoolean()) {
                server.destroy();
                throw Failure.refused("ended before the server was up");
            }
            tell();
            server = look(server);
        }
    }

    /** Sees whether the server is still on its way, and starts it again if another one's end may have been in its way. */
    private Process look(Process server) {
        long seconds = seconds();
        if (!server.isAlive()) {
            if (server.exitValue() == NOT_DEPLOYED && !isSecond) {
                terminal.error(lastWords() + ": the server is started once more");
                isSecond = true;
                return start();
            }
            if (server.exitValue() != RUNS_ALREADY) {
                throw failed(lastWords());
            }
            if (seconds - lastStart >= AGAIN_SECONDS) {
                lastStart = seconds;
                return start();
            }
        }
        if (seconds >= DEADLINE_SECONDS) {
            server.destroy();
            throw failed("not ready after " + DEADLINE_SECONDS + " s");
        }
        return server;
    }

    private void tell() {
        long seconds = seconds();
        if (seconds >= 1 && (told == 0 || seconds >= told + TELL_SECONDS)) {
            terminal.error(told == 0 ? "no server runs in " + home.path() + ": bringing one up" : seconds + " s ...");
            told = seconds;
        }
    }

    private long seconds() {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.refused("interrupted");
        }
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

    /** Makes log/server.out if it is missing, readable for the owner only; it is begun anew when it has grown large. */
    private Path output() {
        Path file = home.log().resolve("server.out");
        try {
            Files.createDirectories(home.log(), mode("rwxr-x---"));
            if (Files.exists(file) && Files.size(file) > MAX_OUTPUT_BYTES) {
                Files.delete(file);
            }
            if (!Files.exists(file)) {
                Files.createFile(file, mode("rw-------"));
            }
            if (!Files.isWritable(file)) {
                throw new AccessDeniedException(file.toString());
            }
            outputStart = Files.size(file);
            return file;
        } catch (FileAlreadyExistsException e) {
            // Another command has just made it.
            return file;
        } catch (IOException e) {
            throw Failure.notThere("no server runs in " + home.path()
                    + ", and none can be brought up there: " + file + " cannot be written"
                    + " (run this as root, or let OKIAGARI_HOME name a directory of yours)");
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> mode(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private Failure failed(String reason) {
        return Failure.notThere(
                "the server did not come up: " + reason + " (see " + home.log().resolve("server.out") + ")");
    }

    /** Returns the sentence the launcher or the server ended with. */
    private String lastWords() {
        String last = "it ended at once";
        try (RandomAccessFile file =
                new RandomAccessFile(home.log().resolve("server.out").toFile(), "r")) {
            file.seek(Math.min(outputStart, file.length()));
            byte[] bytes = new byte[(int) Math.min(file.length() - file.getFilePointer(), MAX_OUTPUT_BYTES)];
            file.readFully(bytes);
            for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
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
