package org.okiagari.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.okiagari.api.text.Escaper;
import org.okiagari.pcheck.Clock;
import org.okiagari.pcheck.DumpWriter;
import org.okiagari.pcheck.EventReader;
import org.okiagari.pcheck.EventText;
import org.okiagari.pcheck.PcheckSnapshot;
import org.okiagari.pcheck.Refused;
import org.okiagari.pcheck.ShowText;

/** Writes SHM_DUMP_FILE: a new file of the owner alone, put in the place of the old one in one step. */
public final class FileDumpWriter implements DumpWriter {
    private static final int EVENTS = 200;

    private final EventReader events;
    private final Clock clock;

    /** Takes the events of a dump from a journal. */
    public FileDumpWriter(EventReader events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** One dump at a time: two retry overs of one pcheck would take the temporary file from each other. */
    @Override
    public synchronized void write(PcheckSnapshot snapshot) {
        Path file = Path.of(snapshot.shmDumpFile());
        if (Files.isDirectory(file)) {
            throw new Refused("The dump cannot be written: " + file + " is a directory; name a file in SHM_DUMP_FILE");
        }
        Path temporary = file.resolveSibling("." + file.getFileName() + "." + snapshot.mypid() + ".tmp");
        try {
            writeNew(temporary, text(snapshot));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            deleteQuietly(temporary);
            throw new Refused("The dump cannot be written to " + file + ": " + reason(e)
                    + "; mend it, or name another file in SHM_DUMP_FILE");
        }
    }

    private String text(PcheckSnapshot snapshot) {
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.now().wall(), ZoneId.systemDefault());
        return "##### " + now + " pcheck " + Escaper.line(snapshot.name()) + " #####\n"
                + ShowText.list(List.of(snapshot))
                + "\n##### PARAM #####\n"
                + ShowText.param(snapshot)
                + "\n##### PENT #####\n"
                + ShowText.pent(snapshot)
                + "\n##### EVENTS #####\n"
                + events.events(-1, EVENTS).stream()
                        .map(FileDumpWriter::eventLine)
                        .collect(Collectors.joining())
                + "\n##### THREADS #####\n"
                + threads();
    }

    private static String eventLine(EventText event) {
        String pent = event.pent().isEmpty() ? "" : " " + event.pent() + " (" + event.pentId() + ") pid=" + event.pid();
        return Escaper.line(event.seq() + " " + event.time() + " " + event.pcheck() + " " + event.event() + pent + " "
                        + event.detail())
                + "\n";
    }

    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
                .map(FileDumpWriter::thread)
                .collect(Collectors.joining("\n"));
    }

    private static String thread(Map.Entry<Thread, StackTraceElement[]> entry) {
        String head =
                Escaper.line(entry.getKey().getName()) + " " + entry.getKey().getState() + "\n";
        return head
                + Arrays.stream(entry.getValue())
                        .map(element -> "    at " + element + "\n")
                        .collect(Collectors.joining());
    }

    private static void writeNew(Path file, String text) throws IOException {
        // CREATE_NEW follows no link that somebody laid there; what an ended server left behind is removed first.
        Files.deleteIfExists(file);
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "its directory does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        return String.valueOf(e.getMessage());
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The sentence about the dump itself is what matters.
        }
    }
}
