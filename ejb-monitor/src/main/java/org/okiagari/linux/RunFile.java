package org.okiagari.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.api.files.FileStatus;
import org.okiagari.api.files.ServerUser;
import org.okiagari.linux.RecordFile.Content;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.ProcessId;
import org.okiagari.saver.StateRecord;

/**
 * Which restart scripts of one pfile run: a file beside the pfile's lock, so that every server of this host finds it,
 * whatever its home is, and after its own states were forgotten.
 *
 * <p>Lines between tabs: {@code head boot pfile}, {@code starting run nanos ordinal pname command},
 * {@code started run pid/start script}, {@code ended run}. Used by one thread at a time.
 */
final class RunFile {
    private static final Logger LOGGER = Logger.getLogger(RunFile.class.getName());
    private static final long MOST_BYTES = 16L << 20;
    private static final long COMPACT_BYTES = 256L << 10;

    private final Path path;
    private final String head;
    private final ServerUser user;
    private final RecordFile file;
    private final Map<String, Run> live = new LinkedHashMap<>();
    private boolean isClosed;

    RunFile(Path path, Path pfile, String bootId, ServerUser user, RecordFile.Disk disk) {
        this.path = path;
        this.head = line("head", bootId, pfile.toString());
        this.user = user;
        this.file = new RecordFile(path, disk);
    }

    /**
     * A script that was to start, or has started.
     *
     * @param pent whose restart it is
     * @param run the attempt's number
     * @param sinceNanos monotonic time before its start
     * @param command the command as the pfile writes it
     * @param script its process, none if its start was not told
     */
    record Run(StateRecord.Key pent, String run, long sinceNanos, String command, Optional<RunningScript> script) {
        Run with(RunningScript found) {
            return new Run(pent, run, sinceNanos, command, Optional.of(found));
        }
    }

    /** Reads the scripts that have not ended as far as the file knows; none of another boot. */
    List<Run> read() {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return List.of();
            }
            FileStatus status = FileStatus.of(path);
            if (!status.isFile()
                    || !user.trustsOwner(status.uid())
                    || status.isWritableByOthers()
                    || isOpenToAGroup(status)) {
                throw new IOException("it is no file that only we write");
            }
            if (status.size() > MOST_BYTES) {
                throw new IOException("it is too long");
            }
            return replay(RecordFile.parse(Files.readAllBytes(path)));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            LOGGER.log(Level.WARNING, "Scripts that a server before this one started are not known: " + path, e);
            return List.of();
        }
    }

    private boolean isOpenToAGroup(FileStatus status) {
        return status.isWritableByGroup() && !user.trustsGroup(status.gid());
    }

    private List<Run> replay(Content content) {
        List<String> lines = content.payloads().stream()
                .map(payload -> new String(payload, StandardCharsets.UTF_8))
                .toList();
        if (lines.isEmpty() || !lines.get(0).equals(head)) {
            return List.of();
        }
        return List.copyOf(replay(lines.subList(1, lines.size())));
    }

    /** Returns the scripts of these lines that have not ended. */
    static Collection<Run> replay(List<String> lines) {
        Map<String, Run> runs = new LinkedHashMap<>();
        for (String line : lines) {
            String[] part = line.split("\t", -1);
            String run = part[1];
            switch (part[0]) {
                case "starting" -> runs.put(run, starting(part));
                case "started" -> runs.computeIfPresent(run, (any, known) -> known.with(script(part)));
                case "ended" -> runs.remove(run);
                default -> throw new IllegalArgumentException("unknown kind: " + line);
            }
        }
        return runs.values();
    }

    private static Run starting(String[] part) {
        return new Run(
                new StateRecord.Key(ReplacedFile.unescaped(part[4]), Integer.parseInt(part[3])),
                part[1],
                Long.parseLong(part[2]),
                ReplacedFile.unescaped(part[5]),
                Optional.empty());
    }

    private static RunningScript script(String[] part) {
        int slash = part[2].indexOf('/');
        ProcessId id = new ProcessId(
                Long.parseLong(part[2], 0, Math.max(slash, 0), 10), Long.parseLong(part[2].substring(slash + 1)));
        return new RunningScript(id, ReplacedFile.unescaped(part[3]));
    }

    /** Begins the file anew with these alone. */
    void begin(List<Run> runs) throws IOException {
        live.clear();
        runs.forEach(run -> live.put(run.run(), run));
        rewrite();
    }

    private void rewrite() throws IOException {
        List<byte[]> payloads = new ArrayList<>();
        payloads.add(Texts.bytes(head));
        live.values().forEach(run -> lines(run).forEach(line -> payloads.add(Texts.bytes(line))));
        file.replacement(payloads, false).finish(List.of());
    }

    private static List<String> lines(Run run) {
        List<String> lines = new ArrayList<>();
        lines.add(line(
                "starting",
                run.run(),
                Long.toString(run.sinceNanos()),
                Integer.toString(run.pent().ordinal()),
                run.pent().pname(),
                run.command()));
        run.script().ifPresent(script -> lines.add(startedLine(run.run(), script)));
        return lines;
    }

    private static String startedLine(String run, RunningScript script) {
        return line("started", run, script.id().pid() + "/" + script.id().startTime(), script.script());
    }

    private static String line(String... fields) {
        StringBuilder line = new StringBuilder(fields[0]);
        for (int i = 1; i < fields.length; i++) {
            line.append('\t').append(ReplacedFile.escaped(fields[i]));
        }
        return line.toString();
    }

    void starting(Run run) throws IOException {
        if (isClosed) {
            return;
        }
        live.put(run.run(), run);
        append(lines(run));
    }

    void started(String run, RunningScript script) throws IOException {
        Run known = live.get(run);
        if (known != null && !isClosed) {
            live.put(run, known.with(script));
            append(List.of(startedLine(run, script)));
        }
    }

    void ended(String run) throws IOException {
        if (!isClosed && live.remove(run) != null) {
            append(List.of(line("ended", run)));
            if (file.length() > COMPACT_BYTES) {
                rewrite();
            }
        }
    }

    /** All that is live is in memory too, so that what a full disk refused is healed by the next one. */
    private void append(List<String> lines) throws IOException {
        if (!file.isOpen()) {
            rewrite();
            return;
        }
        try {
            file.append(lines.stream().map(Texts::bytes).toList());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Closes the file for good: another one may go on with it. It stays while a script runs. */
    void close() throws IOException {
        isClosed = true;
        file.close();
        if (live.isEmpty()) {
            Files.deleteIfExists(path);
        }
    }
}
