package org.okiagari.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;
import org.okiagari.check.Checks;
import org.okiagari.check.OkiagariCheck;

/** One home of Okiagari below target, empty at first, with the users viewer, operator and admin. */
public final class TestHome {
    private static final int ROUNDS = 1_000;

    private final Path path;

    private TestHome(Path path) {
        this.path = path;
    }

    /** Makes an empty home; what an earlier run left there is deleted. */
    public static TestHome create(String name) {
        TestHome home = new TestHome(Build.target().resolve("homes").resolve(name));
        Daemons.killAllBelow(home.path);
        delete(home.path);
        delete(home.locks());
        home.check();
        try {
            Files.createDirectories(home.bin());
            Files.createDirectories(home.tmp());
            Files.createDirectories(home.locks());
            home.write(home.conf("psagent.conf"), "SYSLOG = off\n");
            home.write(home.conf("users"), user("viewer") + user("operator") + user("admin"));
            Files.setPosixFilePermissions(home.conf("users"), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return home;
    }

    /** Ends what was started for this home, as far as it came to that, then its daemons. */
    public void end(@Nullable AutoCloseable... started) {
        try {
            for (AutoCloseable each : started) {
                if (each != null) {
                    each.close();
                }
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            Daemons.killAllBelow(path);
        }
    }

    /** Returns the home itself. */
    public Path path() {
        return path;
    }

    /** Returns the oracle that ends each test of this home, to state facts. */
    public OkiagariCheck check() {
        return Checks.of(path);
    }

    /** Returns a file in conf. */
    public Path conf(String name) {
        return path.resolve("conf").resolve(name);
    }

    /** Returns where pfiles and restart scripts lie. */
    public Path bin() {
        return path.resolve("conf/bin");
    }

    /** Returns the directory of the server's temporary files. */
    public Path tmp() {
        return path.resolve("tmp");
    }

    /** Returns the directory of the host-wide locks of this test. */
    public Path locks() {
        return path.resolveSibling(path.getFileName() + "-locks");
    }

    /** Returns the password of one of the three users. */
    public static String password(String user) {
        return "pass-of-" + user;
    }

    /** Writes a pfile into conf/bin: the PARAM lines without IPCKEY, which is {@code key}, and the PENT lines. */
    public Path pfile(String name, int key, List<String> params, String... pents) {
        StringBuilder text = new StringBuilder("##### PARAM #####\n");
        text.append(String.format("IPCKEY 0x%08x%n", key));
        params.forEach(param -> text.append(param).append('\n'));
        text.append("##### PENT #####\n");
        Stream.of(pents).forEach(pent -> text.append(pent).append('\n'));
        return write(bin().resolve(name), text.toString());
    }

    /** Writes an executable script into conf/bin. */
    public Path script(String name, String... lines) {
        Path script = write(bin().resolve(name), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return executable(script);
    }

    /** Writes a restart script whose runs are told to the oracle. */
    public Path restartScript(String name, String... lines) {
        return executable(write(bin().resolve(name), check().recordingScript(lines)));
    }

    /** Makes a daemon of its own, watched by path: a copy of sleep(1), and the script that starts it. */
    public Daemon daemon(String name) {
        return daemon(name, "/bin/sleep");
    }

    /** The same, a copy of another program, which the script starts as if it were sleep(1). */
    Daemon daemon(String name, String of) {
        Path program = program(name, of);
        return new Daemon(program, restartScript("restart_" + name + ".sh", Daemon.startLine(program), "exit 0"));
    }

    private Path program(String name, String of) {
        Path program = path.resolve("sbin").resolve(name);
        try {
            Files.createDirectories(program.getParent());
            Files.copy(Path.of(of).toRealPath(), program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return executable(program);
    }

    /** Writes a file. */
    public Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces a file that a server may be reading just now, as a whole and with its mode. */
    void replace(Path file, String text) {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.copy(file, next, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(write(next, text), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of a file below the home, empty if there is none. */
    public String read(String file) {
        try {
            return Files.readString(path.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the whole lines of such a file: the last one may be in the making. */
    List<String> lines(String file) {
        String text = read(file);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /** Makes a file executable for its owner. */
    public static Path executable(Path file) {
        try {
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String user(String name) {
        byte[] salt = ("salt-of-" + name).getBytes(StandardCharsets.US_ASCII);
        try {
            byte[] hash = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password(name).toCharArray(), salt, ROUNDS, 256))
                    .getEncoded();
            Base64.Encoder base64 = Base64.getEncoder();
            return name + ":pbkdf2-sha256$" + ROUNDS + "$" + base64.encodeToString(salt) + "$"
                    + base64.encodeToString(hash) + ":" + name + "\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes a directory with all that is in it. */
    static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
