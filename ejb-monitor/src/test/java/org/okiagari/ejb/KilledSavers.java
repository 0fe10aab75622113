package org.okiagari.ejb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.okiagari.check.Checks;
import org.okiagari.check.ScriptNotes;

/** A home with one pfile whose savers are killed and started again, its daemons, and scripts that write down their runs. */
final class KilledSavers implements AutoCloseable {
    static final String PFILE = "pfile_victim";

    private final Path directory;
    private final Path programs;
    private final Path journal;
    private final List<SaverJvm> started = new ArrayList<>();
    private Path home;

    /** Makes the home. */
    KilledSavers(Path directory) {
        this.directory = directory;
        this.programs = directory.resolve("programs");
        this.journal = directory.resolve("scripts");
        this.home = homeOf("home");
    }

    private Path homeOf(String name) {
        Path made = directory.resolve(name);
        try {
            Files.createDirectories(programs);
            Files.createDirectories(made.resolve("conf/bin"));
            Files.writeString(made.resolve("conf/psagent.conf"), "SYSLOG = off\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Checks.of(made).scripts(journal);
        return made;
    }

    /** From now on savers have another home. */
    void moveTo(String name) {
        home = homeOf(name);
    }

    Path home() {
        return home;
    }

    Path locks() {
        return directory.resolve("locks");
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));
    }

    /** Makes a program, sleep(1) under another name. */
    Path daemon(String name) throws IOException {
        return Files.copy(Path.of("/bin/sleep"), programs.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** Writes a script that writes down that it runs, does something, and starts the daemon; who leaves it before calls {@code end}. */
    Path script(String name, String work, Path daemon) throws IOException {
        Path script = directory.resolve(name);
        Files.writeString(
                script,
                "#!/bin/sh\nend() { echo \"end $OKIAGARI_PNAME $$ $OKIAGARI_RUN\" >>" + journal
                        + "; }\necho \"start $OKIAGARI_PNAME $$ $OKIAGARI_RUN\" >>" + journal + "\n" + work + "\n"
                        + "setsid " + daemon + " 1000 </dev/null >/dev/null 2>&1 &\n"
                        + "end\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
    }

    /** Writes the pfile; savers that start in this home monitor it. */
    Path pfile(String param, String... pents) throws IOException {
        return anotherPfile(PFILE, "IPCKEY 0x1f00a601\n" + param, pents);
    }

    /** Writes another one into the home. */
    Path anotherPfile(String name, String param, String... pents) throws IOException {
        return Files.writeString(
                home.resolve("conf/bin").resolve(name),
                "##### PARAM #####\nMONITOR_INTERVAL 1\nSETTLE 0\n" + param + "##### PENT #####\n"
                        + String.join("\n", pents) + "\n");
    }

    static String pent(Path daemon, Path script) {
        return daemon + ":" + script + ":0:100000:continue";
    }

    /** Starts a saver; {@code prefix} = a command that runs it. */
    SaverJvm start(String... prefix) throws IOException {
        SaverJvm next = SaverJvm.start(home, locks(), prefix);
        started.add(next);
        return next;
    }

    /** The same, and all its PENTs are up. */
    SaverJvm startedAndUp(String... prefix) throws IOException {
        SaverJvm next = start(prefix);
        await().until(next::areAllUp);
        return next;
    }

    /** Returns what the scripts wrote, in words. */
    List<String[]> lines() {
        return new ScriptNotes(journal).all();
    }

    long starts() throws IOException {
        return lines().stream().filter(line -> line[0].equals("start")).count();
    }

    /** Returns the records of scripts that run. */
    List<Path> runFiles() throws IOException {
        try (Stream<Path> files = Files.exists(locks()) ? Files.list(locks()) : Stream.empty()) {
            return files.filter(path -> path.toString().endsWith(".runs")).toList();
        }
    }

    String runs() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : runFiles()) {
            all.append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return all.toString();
    }

    /** Kills all daemons. */
    void killDaemons() {
        killAll(programs);
    }

    /** Kills those that run this program, or one below this directory. */
    void killAll(Path program) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .filter(command -> Path.of(command).startsWith(program))
                        .isPresent())
                .forEach(process -> {
                    Checks.dies(process.pid());
                    process.destroyForcibly();
                });
    }

    /** The pid of a script that has ended may be somebody else's by now. */
    private boolean isOurs(ProcessHandle process) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains(directory.toString()))
                .isPresent();
    }

    @Override
    public void close() throws Exception {
        for (SaverJvm saver : started) {
            saver.kill();
        }
        for (String[] line : lines()) {
            ProcessHandle.of(Long.parseLong(line[2])).filter(this::isOurs).ifPresent(ProcessHandle::destroyForcibly);
        }
        killDaemons();
    }
}
