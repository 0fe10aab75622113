package org.okiagari.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.okiagari.api.files.FileStatus;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.text.Escaper;
import org.okiagari.pcheck.PfileSource;
import org.okiagari.pfile.Pent;
import org.okiagari.pfile.Pfile;

/**
 * Reads pfiles from disk, safe ones only.
 *
 * <p>A pfile that was changed a moment ago may still be being written. It is read when it has been quiet for
 * {@link #QUIET}, and refused if it does not become so: half a pfile must not replace a whole one.
 */
public final class FilePfileSource implements PfileSource {
    /** Longest pfile. */
    static final long MOST_BYTES = 64L << 20;

    /** As many different commands are looked at when a pfile is read; a reload of 10,000 must not take seconds. */
    private static final int MOST_COMMANDS = 1_000;

    static final Duration QUIET = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final SafeFiles files;
    private final Time time;

    /** Makes a source that reads by this rule. */
    public FilePfileSource(SafeFiles files) {
        this(files, new SystemTime());
    }

    FilePfileSource(SafeFiles files, Time time) {
        this.files = files;
        this.time = time;
    }

    /** Clocks, and waiting on them. */
    interface Time {
        long monotonicNanos();

        /** Returns the clock that files are stamped by. */
        long wallMillis();

        void pause(Duration span);
    }

    private static final class SystemTime implements Time {
        @Override
        public long monotonicNanos() {
            return System.nanoTime();
        }

        @Override
        public long wallMillis() {
            return System.currentTimeMillis();
        }

        @Override
        public void pause(Duration span) {
            LockSupport.parkNanos(span.toNanos());
        }
    }

    @Override
    public Content read(Path path) {
        long start = time.monotonicNanos();
        long quietSince = start;
        Optional<FileStatus> before = status(path);
        while (true) {
            Content content = readNow(path);
            Optional<FileStatus> after = status(path);
            long now = time.monotonicNanos();
            if (!before.equals(after)) {
                quietSince = now;
            }
            boolean isQuiet = now - quietSince >= QUIET.toNanos() || (before.equals(after) && isOld(after));
            if (isQuiet || content instanceof Content.Unusable) {
                return content;
            }
            if (now - start > PATIENCE.toNanos()) {
                return new Content.Unusable(Escaper.escape(path.toString())
                        + " is being written at this moment: try again when it is whole");
            }
            before = after;
            time.pause(PAUSE);
        }
    }

    @Override
    public List<String> remarks(Pfile pfile) {
        List<String> remarks = new ArrayList<>();
        pfile.pents().stream()
                .map(Pent::command)
                .distinct()
                .limit(MOST_COMMANDS)
                .flatMap(command -> CommandFiles.of(command).stream())
                .distinct()
                .forEach(file -> files.remark(file).ifPresent(remarks::add));
        return remarks;
    }

    private Content readNow(Path path) {
        SafeFiles.Reading reading = files.read(path, MOST_BYTES);
        if (reading instanceof SafeFiles.Reading.Content content) {
            return new Content.Bytes(content.realPath(), content.bytes(), content.warning());
        }
        return new Content.Unusable(((SafeFiles.Reading.Unusable) reading).why());
    }

    /** A time of change that is not within the last moment, or in the future, tells nothing of a writer at work. */
    private boolean isOld(Optional<FileStatus> status) {
        if (status.isEmpty()) {
            return true;
        }
        long age = time.wallMillis() - status.get().modified().toMillis();
        return age < -QUIET.toMillis() || age >= QUIET.toMillis();
    }

    private static Optional<FileStatus> status(Path path) {
        try {
            return Optional.of(FileStatus.of(path.toRealPath()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
