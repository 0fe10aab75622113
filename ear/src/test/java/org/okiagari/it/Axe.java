package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Deque's axe-core in the page: what a machine can see of WCAG 2.2 AA. */
final class Axe {
    private static final String RUN = """
            async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })).violations
                .map(v => v.id + ': ' + v.help + ' ' + v.nodes.map(n => n.html.slice(0, 200)).join(' '))""";

    private Axe() {}

    /** Fails with every violation in what the page shows now. */
    static void assertNoViolation(Page page, String what) {
        page.evaluate(script());
        assertThat(new Gson().toJson(page.evaluate(RUN))).as("axe on %s", what).isEqualTo("[]");
    }

    /** It is evaluated, not added as an element: the page's Content-Security-Policy forbids that. */
    private static String script() {
        try {
            return Files.readString(Browser.installed().resolve("node_modules/axe-core/axe.min.js"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
