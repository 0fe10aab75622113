package org.okiagari.pfile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pfiles for tests. */
final class Pfiles {
    private Pfiles() {}

    /** Returns a sample of the manual, blanks exact. */
    static String sample(String name) {
        try (InputStream in = Pfiles.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PfileResult parse(String text) {
        return PfileParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the pfile with these lines in its PENT section, from line 4 on. */
    static PfileResult parsePents(String... lines) {
        return parse("##### PARAM #####\nIPCKEY 1\n##### PENT #####\n" + String.join("\n", lines) + "\n");
    }

    /** Returns the pfile with these lines in its PARAM section, from line 3 on. */
    static PfileResult parseParams(String... lines) {
        return parse("##### PENT #####\ncron:-:0:0:continue\n##### PARAM #####\n" + String.join("\n", lines) + "\n");
    }

    static Pfile good(PfileResult result) {
        return result.pfile().orElseThrow(() -> new AssertionError("not parsed: " + result.problems()));
    }

    static Pent pent(String line) {
        return good(parsePents(line)).pents().get(0);
    }

    static Param param(String... lines) {
        return good(parseParams(lines)).param();
    }

    /** Returns the problems as users read them. */
    static List<String> texts(PfileResult result) {
        return result.problems().stream().map(p -> p.text("f")).toList();
    }
}
