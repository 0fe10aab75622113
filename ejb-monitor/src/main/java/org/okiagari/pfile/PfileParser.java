package org.okiagari.pfile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.okiagari.api.text.Lines;
import org.okiagari.api.text.Problem;
import org.okiagari.api.text.Problems;
import org.okiagari.api.text.Text;

/**
 * Parses a pfile: all its problems at once, never an exception.
 *
 * <p>The grammar is CONTRACT section 3. Choice (ADR 0050): sections may come in any order and more than once; a heading
 * that is not PARAM or PENT is a comment and gets a warning; in a PENT a {@code #} after a blank starts a comment even
 * between quotes.
 */
public final class PfileParser {
    private static final Pattern HEAD =
            Pattern.compile("(?:##+[ \\t]*(PARAM|PENT)[ \\t]*##+.*" + "|#[ \\t]*(PARAM|PENT)[ \\t]*#[ \\t]*)");
    private static final Pattern OTHER_HEAD =
            Pattern.compile("##+[ \\t]*(?:[A-Z_]{2,}[ \\t]*##+.*|(?:PARAM|PENT)[ \\t]*)");

    /** Full-width blanks of EUC-JP and Shift_JIS. */
    private static final Pattern WIDE_BLANKS_BEFORE_COMMENT =
            Pattern.compile("(?:\\u00a1\\u00a1|\\u0081@)+(?=[ \\t]*#)");

    private final Problems problems = new Problems();
    private final ParamReader params = new ParamReader(problems);
    private final PentReader pents = new PentReader(problems);
    private Section section = Section.NONE;

    private enum Section {
        NONE,
        PARAM,
        PENT
    }

    private PfileParser() {}

    /** Returns the pfile of these bytes, or every problem in them. */
    public static PfileResult parse(byte[] content) {
        return new PfileParser().run(content);
    }

    private PfileResult run(byte[] content) {
        int binaryLine = lineOfNul(content);
        if (content.length == 0) {
            problems.error(0, "the file is empty", "");
        } else if (binaryLine > 0) {
            problems.error(binaryLine, "this is no text but binary (or UTF-16): save the pfile as UTF-8", "");
        } else {
            return result(content);
        }
        return new PfileResult(Optional.empty(), problems.sorted());
    }

    private PfileResult result(byte[] content) {
        Lines lines = new Lines(content);
        while (lines.hasNext()) {
            line(lines.next());
        }
        Param param = params.finish();
        List<Pent> entries = pents.finish();
        List<Problem> all = problems.sorted();
        Optional<Pfile> pfile = problems.hasErrors() ? Optional.empty() : Optional.of(new Pfile(param, entries, all));
        return new PfileResult(pfile, all);
    }

    private void line(Lines.Line line) {
        String text = Text.trim(line.text());
        if (line.isTooLong()) {
            problems.error(line.number(), "the line is longer than " + Lines.MAX_LENGTH + " bytes", text);
        } else if (text.startsWith("#")) {
            heading(line.number(), text);
        } else if (!text.isEmpty()) {
            Lines.Line fields = withReadableFields(line);
            if (!Text.withoutComment(fields.text()).isEmpty()) {
                entry(fields);
            }
        }
    }

    private void heading(int line, String text) {
        Matcher head = HEAD.matcher(text);
        if (head.matches()) {
            boolean isParam = "PARAM".equals(head.group(1)) || "PARAM".equals(head.group(2));
            section = isParam ? Section.PARAM : Section.PENT;
            if (isParam) {
                params.head(line);
            } else {
                pents.head(line);
            }
        } else if (OTHER_HEAD.matcher(text).matches()) {
            String what = "this is taken as a comment: section heads are ##### PARAM ##### and ##### PENT #####";
            problems.warning(line, what, text);
        }
    }

    private void entry(Lines.Line line) {
        switch (section) {
            case PARAM -> params.line(line);
            case PENT -> pents.line(line);
            case NONE ->
                problems.error(
                        line.number(),
                        "this stands before the first section head (##### PARAM ##### or ##### PENT #####)",
                        Text.withoutComment(line.text()));
        }
    }

    /** A comment in another encoding must not spoil names in UTF-8 before it. */
    private Lines.Line withReadableFields(Lines.Line line) {
        if (line.isUtf8()) {
            return line;
        }
        String text = WIDE_BLANKS_BEFORE_COMMENT.matcher(line.text()).replaceAll(" ");
        String fields = text.substring(0, Text.commentStart(text, 0));
        Lines.Line alone = Lines.of(line.number(), fields.getBytes(StandardCharsets.ISO_8859_1));
        if (!alone.isUtf8()) {
            problems.warning(line.number(), "this is not UTF-8: the name may not be found", Text.trim(alone.text()));
        }
        return alone;
    }

    private static int lineOfNul(byte[] content) {
        int line = 1;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == 0) {
                return line;
            }
            boolean isCrOfCrlf = content[i] == '\r' && i + 1 < content.length && content[i + 1] == '\n';
            if (content[i] == '\n' || (content[i] == '\r' && !isCrOfCrlf)) {
                line++;
            }
        }
        return 0;
    }
}
