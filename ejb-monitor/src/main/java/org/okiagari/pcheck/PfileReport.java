package org.okiagari.pcheck;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.okiagari.api.text.Problem;
import org.okiagari.pfile.Pfile;

/**
 * A pfile as it is on the disk, beside the one that is in use.
 *
 * @param text what it holds, empty if it can not be read
 * @param isWhole the text was not cut
 * @param isUsable a reload would take it
 * @param problems every error and warning
 * @param changes what a reload would change, one line each; empty if it is not usable
 */
public record PfileReport(
        String text, boolean isWhole, boolean isUsable, List<Problem> problems, List<String> changes) {
    /** Copies the lists. */
    public PfileReport {
        problems = List.copyOf(problems);
        changes = List.copyOf(changes);
    }

    /** Reads it once, so that text, problems and changes are those of one moment. */
    static PfileReport of(PfileSource source, Path path, PcheckSnapshot present, int maxChars) {
        PfileSource.Content content = source.read(path);
        PfileReading reading = PfileReading.of(content, path);
        String text = text(content);
        return new PfileReport(
                text.substring(0, Math.min(text.length(), maxChars)),
                text.length() <= maxChars,
                reading.pfile().isPresent(),
                reading.problems(),
                reading.pfile().map(pfile -> changes(present, pfile)).orElse(List.of()));
    }

    static List<String> changes(PcheckSnapshot present, Pfile pfile) {
        return Reload.differences(
                present.param(),
                present.pents().stream().map(PentSnapshot::pent).toList(),
                pfile);
    }

    /** Bytes that are no UTF-8 show as the replacement character; the problems name their line. */
    private static String text(PfileSource.Content content) {
        return content instanceof PfileSource.Content.Bytes bytes
                ? new String(bytes.bytes(), StandardCharsets.UTF_8)
                : "";
    }
}
