package org.okiagari.pcheck;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.okiagari.api.text.Problem;
import org.okiagari.pfile.Pfile;
import org.okiagari.pfile.PfileParser;
import org.okiagari.pfile.PfileResult;
import org.okiagari.saver.Event;
import org.okiagari.saver.EventType;
import org.okiagari.saver.LogLine;
import org.okiagari.saver.LogLines;

/**
 * What came of reading a pfile from disk.
 *
 * @param path absolute path, as it was named
 * @param realPath its real path, or {@code path} if it could not be read
 * @param pfile what it says, none if it cannot be used
 * @param problems every error and warning
 * @param texts the same as people read them, one sentence each
 */
record PfileReading(Path path, Path realPath, Optional<Pfile> pfile, List<Problem> problems, List<String> texts) {
    private static final Logger LOG = Logger.getLogger(PfileReading.class.getName());
    private static final int MOST_LINES = 50;

    /** Reads and parses a pfile. */
    static PfileReading of(PfileSource source, Path path) {
        PfileReading reading = of(source.read(path), path);
        return reading.pfile.map(source::remarks).map(reading::with).orElse(reading);
    }

    /** Parses a pfile that was read. */
    static PfileReading of(PfileSource.Content content, Path path) {
        if (content instanceof PfileSource.Content.Bytes bytes) {
            return parsed(path, bytes);
        }
        String why = ((PfileSource.Content.Unusable) content).why();
        return new PfileReading(path, path, Optional.empty(), List.of(Problem.error(0, why, "")), List.of(why));
    }

    private static PfileReading parsed(Path path, PfileSource.Content.Bytes bytes) {
        PfileResult result = PfileParser.parse(bytes.bytes());
        List<String> texts = new ArrayList<>();
        if (!bytes.warning().isEmpty()) {
            texts.add(bytes.warning());
        }
        result.problems().forEach(problem -> texts.add(problem.text(path.toString())));
        return new PfileReading(path, bytes.realPath(), result.pfile(), result.problems(), List.copyOf(texts));
    }

    private PfileReading with(List<String> remarks) {
        List<String> all = new ArrayList<>(remarks);
        all.addAll(texts);
        return new PfileReading(path, realPath, pfile, problems, List.copyOf(all));
    }

    /** Writes the warnings of a file that is used to the log of the server. */
    void sayWarnings() {
        texts.stream().limit(MOST_LINES).forEach(LOG::warning);
    }

    /** Returns the sentence about the first error, for a log line that has room for one. */
    String firstError() {
        int said =
                texts.size() - problems.size(); // before the problems of the text stands what its place gives cause to
        for (int i = 0; i < problems.size(); i++) {
            if (problems.get(i).isError()) {
                return texts.get(said + i);
            }
        }
        return texts.get(0);
    }

    /** Returns what the user reads when the file cannot be used. */
    Refused refused() {
        return new Refused(Refused.Kind.PFILE, texts);
    }

    /** Returns the event that says why the file is not used: a log line for each error. */
    Event refusal(Requester requester) {
        List<LogLine> lines = new ArrayList<>();
        problems.stream()
                .filter(Problem::isError)
                .limit(MOST_LINES)
                .forEach(problem -> lines.add(LogLines.pfileError(path.toString(), problem)));
        return new Event(
                EventType.AUDIT,
                "",
                0,
                0,
                Map.of(
                        "pfile",
                        path.toString(),
                        "outcome",
                        "refused",
                        "who",
                        requester.who(),
                        "from",
                        requester.from(),
                        "errors",
                        (int) problems.stream().filter(Problem::isError).count()),
                lines);
    }
}
