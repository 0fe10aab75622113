package org.okiagari.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.okiagari.api.files.FileStatus;
import org.okiagari.api.files.ServerUser;
import org.okiagari.api.text.Escaper;
import org.okiagari.pcheck.Claims;

/**
 * Claims by lock files, one per IPCKEY, one per pfile and one per dump file, in a directory that all servers of this user on the host
 * share.
 */
public final class LockFileClaims implements Claims {
    private static final int NAME_HEX_DIGITS = 32;

    private final Path directory;
    private final Path home;
    private final ServerUser user;

    /**
     * Makes claims for a server.
     *
     * @param directory where the lock files are, made if it is missing
     * @param home the server's home, for people who read a lock file
     */
    public LockFileClaims(Path directory, Path home) {
        this(directory, home, ServerUser.ofThisProcess());
    }

    LockFileClaims(Path directory, Path home, ServerUser user) {
        this.directory = directory.toAbsolutePath();
        this.home = home;
        this.user = user;
    }

    /**
     * Returns the directory that all servers of this user share: system property okiagari.locks, else /run/okiagari for
     * root, else okiagari-uid in the temporary directory.
     */
    public static Path sharedDirectory() {
        String told = System.getProperty("okiagari.locks", "");
        if (!told.isEmpty()) {
            return Path.of(told).toAbsolutePath();
        }
        ServerUser user = ServerUser.ofThisProcess();
        return user.isRoot()
                ? Path.of("/run/okiagari")
                : Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "okiagari-" + user.uid());
    }

    @Override
    public Answer claim(long ipckey, Path realPath) {
        return answer(locks -> claim(locks, ipckey, realPath));
    }

    @Override
    public Answer claimDump(Path dumpFile, Path pfile) {
        return answer(locks -> {
            LockFile.Taken taken = LockFile.take(
                    locks.resolve(name("dump-", dumpFile, ".lock")),
                    holder(pfile),
                    "dump " + Escaper.escape(dumpFile.toString()) + "\n" + homeLine());
            return taken instanceof LockFile.Taken.Mine mine
                    ? new Locks(List.of(mine.lock()))
                    : new Answer.Held(false, ((LockFile.Taken.Theirs) taken).holder());
        });
    }

    private interface Taking {
        Answer in(Path locks) throws IOException;
    }

    private Answer answer(Taking taking) {
        try {
            return taking.in(prepared());
        } catch (IOException e) {
            String why = e instanceof AccessDeniedException ? "Permission denied" : String.valueOf(e.getMessage());
            return new Answer.Failed("no lock file can be used in " + directory + ": " + Escaper.escape(why)
                    + " (okiagari.locks names it)");
        }
    }

    private Answer claim(Path locks, long ipckey, Path realPath) throws IOException {
        String holder = holder(realPath);
        String more = String.format("ipckey 0x%08x%n", ipckey) + homeLine();
        Path keyFile = locks.resolve(String.format("ipckey-0x%08x.lock", ipckey));
        LockFile.Taken key = LockFile.take(keyFile, holder, more);
        if (key instanceof LockFile.Taken.Theirs theirs) {
            return new Answer.Held(true, theirs.holder());
        }
        LockFile keyLock = ((LockFile.Taken.Mine) key).lock();
        boolean isOurs = false;
        try {
            LockFile.Taken file = LockFile.take(locks.resolve(nameOf(realPath, ".lock")), holder, more);
            if (file instanceof LockFile.Taken.Theirs theirs) {
                return new Answer.Held(false, theirs.holder());
            }
            isOurs = true;
            return new Locks(List.of(((LockFile.Taken.Mine) file).lock(), keyLock));
        } finally {
            if (!isOurs) {
                keyLock.release();
            }
        }
    }

    private static String holder(Path pfile) {
        return "pid " + ProcessHandle.current().pid() + ", pfile " + Escaper.escape(pfile.toString());
    }

    private String homeLine() {
        return "home " + Escaper.escape(home.toString()) + "\n";
    }

    /** All of them, until they are given back; a second time does nothing. */
    private static final class Locks implements Answer.Claim {
        private final List<LockFile> locks;
        private final AtomicBoolean isClosed = new AtomicBoolean();

        Locks(List<LockFile> locks) {
            this.locks = locks;
        }

        @Override
        public void close() {
            if (!isClosed.getAndSet(true)) {
                locks.forEach(LockFile::release);
            }
        }
    }

    /** Nobody else may make, take away or replace lock files: the directory is ours or root's, and only ours to write. */
    private Path prepared() throws IOException {
        try {
            Path parent = directory.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            // Made before: looked at below.
        }
        Path real = directory.toRealPath();
        FileStatus status = FileStatus.of(real);
        if (!status.isDirectory() || !user.trustsOwner(status.uid())) {
            throw new IOException("it is " + status.kind() + " owned by uid " + status.uid() + ", not a directory of "
                    + user.owners());
        }
        if (status.isWritableByOthers() || (status.isWritableByGroup() && !user.trustsGroup(status.gid()))) {
            throw new IOException("others may write there (mode " + status.modeText() + "): chmod 0700 it");
        }
        return real;
    }

    /** Returns the name of the file that stands for a pfile. */
    static String nameOf(Path pfile, String suffix) {
        return name("pfile-", pfile, suffix);
    }

    private static String name(String prefix, Path file, String suffix) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(file.toString().getBytes(StandardCharsets.UTF_8));
            return prefix + HexFormat.of().formatHex(hash).substring(0, NAME_HEX_DIGITS) + suffix;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
