package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Every view of the console: photographed in both languages and themes and at a phone's width, and
 * checked by axe.
 *
 * @param page a page that is logged in
 * @param server whose console it is
 */
record ConsoleViews(Page page, RunningServer server) {
    private static final boolean ALL =
            System.getProperty("okiagari.screenshots", "").equals("all");

    /**
     * One view.
     *
     * @param name what its pictures are called
     * @param path its address below the overview's
     * @param testIds what is there when it is complete
     */
    private record View(String name, String path, List<String> testIds) {
        View(String name, String path, String... testIds) {
            this(name, path, List.of(testIds));
        }
    }

    /**
     * Goes through all views of these two pchecks: in light in English, in dark in Japanese, and on the phone.
     * {@code -Dokiagari.screenshots=all}: in each theme in each language.
     */
    void photographAll(String calm, String troubled) {
        List<View> views = List.of(
                new View("overview", "", "pent-row"),
                new View("pent", "/pcheck/" + troubled + "/pent/2", "grace-window", "timeline", "script-output"),
                new View("pcheck", "/pcheck/" + calm, "param-text", "pfile-text"),
                new View("events", "/events", "event-row"),
                new View("measurements", "/measurements", "figures", "restarts-over-time"),
                new View("gone", "/pcheck/nowhere", "okiagari-gone"));
        for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            views.forEach(view -> inTheme(view, theme));
            asks(calm, theme);
        }
    }

    private void inTheme(View view, ColorScheme theme) {
        page.setViewportSize(1400, 1000);
        page.navigate(server.uri("/okiagari/okiagari" + view.path()).toString());
        view.testIds().forEach(testId -> ConsolePage.seen(page.getByTestId(testId)));
        for (String language : ALL ? List.of("ja", "en") : List.of(usual(theme))) {
            page.getByTestId("okiagari-language").selectOption(language);
            String name = view.name() + "-" + language + "-" + theme.name().toLowerCase(Locale.ROOT);
            photograph(name);
            Axe.assertNoViolation(page, name);
        }
        if (theme == ColorScheme.LIGHT) {
            onAPhone(view.name());
        }
    }

    /** The question before the action that hurts most. */
    private void asks(String pcheck, ColorScheme theme) {
        page.setViewportSize(1400, 1000);
        page.navigate(server.uri("/okiagari/okiagari/pcheck/" + pcheck).toString());
        page.getByTestId("okiagari-language").selectOption(usual(theme));
        page.getByTestId("recoveryTest-" + pcheck).click();
        ConsolePage.seen(page.getByTestId("recoveryTest-confirm"));
        photograph("question-" + usual(theme) + "-" + theme.name().toLowerCase(Locale.ROOT));
        Axe.assertNoViolation(page, "the question in " + theme);
        page.getByTestId("recoveryTest-cancel").click();
    }

    private static String usual(ColorScheme theme) {
        return theme == ColorScheme.LIGHT ? "en" : "ja";
    }

    private void onAPhone(String view) {
        page.setViewportSize(390, 844);
        photograph(view + "-phone");
        Axe.assertNoViolation(page, view + " on a phone");
        assertThat(page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth"))
                .as("%s is wider than a phone", view)
                .isEqualTo(false);
    }

    private void photograph(String name) {
        Path file = Build.target().resolve("screenshots").resolve("view-" + name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setAnimations(ScreenshotAnimations.DISABLED));
    }
}
