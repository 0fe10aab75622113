package org.okiagari.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.okiagari.pcheck.MonitorThread;

/**
 * Files that take the output of scripts, and of the daemons they leave behind, which hold them open for ever. So a file that
 * has grown is copied and emptied, never renamed; everybody appends.
 *
 * <p>A thread of its own looks at the sizes: often while a file grows or a script has just started, each second else. It may
 * wait for a disk, and nobody waits for it (ADR 0110).
 */
final class ScriptLog implements AutoCloseable {
    private static final FileAttribute<Set<PosixFilePermission>> MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"));
    /** A directory that somebody deleted does not come back with a wider mode, whatever it had. */
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final long SHORTEST_MILLIS = 20;
    private static final long LONGEST_MILLIS = 1_000;
    /** Before the first script. */
    private static final long IDLE_MILLIS = 600_000;
    /** A file that grew by this part of its bound since the last look is looked at again at once. */
    private static final int PART = 16;
    /** A file of up to so many bounds is kept whole; of a longer one the last bytes. */
    private static final int KEPT = 2;

    private static final int END_BYTES = 1 << 20;
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private final long mostBytes;
    private final Map<Path, Long> files = new ConcurrentHashMap<>();
    private final ReentrantLock bounding = new ReentrantLock();
    private final MonitorThread thread = new MonitorThread("okiagari-output", this::keepBounded);
    private boolean isAwake;
    private boolean isClosed;

    ScriptLog(long mostBytes) {
        this.mostBytes = mostBytes;
        thread.start();
    }

    /** Makes ready a file that a script will append to; a full disk stops nobody. */
    void prepare(Path file) {
        Path directory = file.getParent();
        try {
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(directory, DIRECTORY_MODE);
            }
            if (!Files.exists(file)) {
                Files.createFile(file, MODE);
            }
        } catch (IOException e) {
            Sparingly.SCRIPT_OUTPUT.warn("No file for the output of scripts: " + e);
        }
        // Where a disk hangs it holds up the thread that bounds, and not this one.
        if (bounding.tryLock()) {
            try {
                files.put(file, bound(file, size(file)));
            } finally {
                bounding.unlock();
            }
        }
        files.putIfAbsent(file, 0L);
    }

    /** A script has started that may print to a file made ready before: from now on that is watched closely. */
    synchronized void wake() {
        isAwake = true;
        notifyAll();
    }

    /** Adds a line of ours. */
    void say(Path file, String line) {
        try {
            Files.writeString(
                    file,
                    "okiagari: " + line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            Sparingly.SCRIPT_OUTPUT.warn(line + " (" + e + ")");
        }
    }

    private void keepBounded() {
        long pause = IDLE_MILLIS;
        while (isToGoOn(pause)) {
            pause = pass() ? SHORTEST_MILLIS : Math.min(LONGEST_MILLIS, 2 * shortened(pause));
        }
    }

    /** A script that has just started may print a lot, and soon. */
    private synchronized long shortened(long pause) {
        boolean isNew = isAwake;
        isAwake = false;
        return isNew ? SHORTEST_MILLIS : pause;
    }

    private synchronized boolean isToGoOn(long pause) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pause);
        try {
            for (long left = pause; left > 0 && !isClosed && !isAwake; ) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !isClosed;
    }

    /** Bounds all files that ever took output, and tells whether one of them grows fast. */
    private boolean pass() {
        boolean isFast = false;
        bounding.lock();
        try {
            for (Map.Entry<Path, Long> file : files.entrySet()) {
                long size = size(file.getKey());
                isFast |= size > file.getValue() + mostBytes / PART;
                file.setValue(bound(file.getKey(), size));
            }
        } catch (RuntimeException e) {
            Sparingly.SCRIPT_OUTPUT.warn("The output of scripts could not be bounded: " + e);
        } finally {
            bounding.unlock();
        }
        return isFast;
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns how many bytes the file has afterwards. */
    private long bound(Path file, long size) {
        if (size <= mostBytes) {
            return size;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Path old = file.resolveSibling(file.getFileName() + ".1");
            if (channel.size() <= KEPT * mostBytes) {
                replace(old, to -> channel.transferTo(0, channel.size(), to));
                channel.truncate(0);
            } else {
                // It grows fast: first of all there is an end to it.
                ByteBuffer last = end(channel);
                channel.truncate(0);
                replace(old, to -> to.write(last));
            }
        } catch (IOException e) {
            Sparingly.SCRIPT_OUTPUT.warn("The output of scripts in " + file + " can not be bounded: " + e);
        }
        return 0;
    }

    private static ByteBuffer end(FileChannel channel) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(END_BYTES);
        long begin = Math.max(0, channel.size() - END_BYTES);
        while (last.hasRemaining() && channel.read(last, begin + last.position()) > 0) {
            // Until it is full, or the file was made shorter.
        }
        return last.flip();
    }

    /** What becomes of an old file. */
    private interface Content {
        void write(FileChannel to) throws IOException;
    }

    private static void replace(Path old, Content content) {
        try {
            Files.deleteIfExists(old);
            try (FileChannel to = FileChannel.open(old, NEW, MODE)) {
                content.write(to);
            }
        } catch (IOException e) {
            Sparingly.SCRIPT_OUTPUT.warn("Old output of scripts is dropped, it could not be copied: " + e);
        }
    }

    /** Ends the thread. */
    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            notifyAll();
        }
    }
}
