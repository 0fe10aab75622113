package org.okiagari.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Writes a journal by hand, a word for an event: {@code +2000 pent.down 7 exit="signal 9"}. */
final class Written {
    static final Instant BEGIN = Instant.parse("2026-11-22T03:00:00Z");

    private final Path home;
    private final List<String> lines = new ArrayList<>();
    private long seq = 1;
    private Instant time = BEGIN;

    Written(Path home) {
        this.home = home;
        home.resolve("log").toFile().mkdirs();
    }

    /** Writes a pfile with one PENT, /a, that is as old as the run. */
    Written pfile(String param, String pent) {
        Path pfile = home.resolve("p");
        try {
            Files.writeString(pfile, "##### PARAM #####\n" + param + "\n##### PENT #####\n" + pent + "\n");
            Files.setLastModifiedTime(pfile, FileTime.from(BEGIN.minusSeconds(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Writes an event: kind, pid, and {@code key=json} for the detail; time goes on by a millisecond. */
    Written event(String kind, long pid, String... detail) {
        boolean isOfPent = kind.startsWith("pent.");
        String more = String.join(",", detail).replaceAll("(^|,)([a-z]+)=", "$1\"$2\":");
        boolean isLoad = kind.equals("pcheck.start") || kind.equals("pcheck.reload");
        String pfile = isLoad ? "\"pfile\":\"" + home.resolve("p") + "\"" : more;
        lines.add("{\"time\":\"" + time.atOffset(ZoneOffset.UTC) + "\",\"host\":\"h\",\"pcheck\":\"p\",\"pent\":\""
                + (isOfPent ? "/a" : "") + "\",\"pent_id\":" + (isOfPent ? 1 : 0) + ",\"event\":\"" + kind
                + "\",\"pid\":" + pid + ",\"detail\":{" + pfile + "},\"seq\":" + seq++ + "}");
        time = time.plusMillis(1);
        return this;
    }

    Written start() {
        return event("pcheck.start", 0);
    }

    Written up(long pid) {
        return event("pent.up", pid);
    }

    /** A death that was seen. */
    Written down(long pid) {
        return event("pent.down", pid, "exit=\"signal 9\"");
    }

    Written restart(int attempt) {
        return event("pent.restart", 0, "attempt=" + attempt);
    }

    /** Lets time go on. */
    Written wait(int seconds) {
        time = time.plusSeconds(seconds);
        return this;
    }

    /** Leaves numbers out. */
    Written skip(int count) {
        seq += count;
        return this;
    }

    /** Uses the last number again. */
    Written again() {
        seq--;
        return this;
    }

    /** Writes a line as it is. */
    Written line(String text) {
        lines.add(text);
        return this;
    }

    Instant now() {
        return time;
    }

    OkiagariCheck check() {
        try {
            Files.write(home.resolve("log/events.jsonl"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return OkiagariCheck.of(home);
    }

    List<String> violations() {
        return check().violations();
    }
}
