package org.okiagari.it;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Every view of the console: photographed in both languages and themes and at a phone's width, and checked by axe each time.
 *
 * @param page a page that is logged in
 * @param server whose console it is
 */
record ConsoleViews(Page page, RunningServer server) {
    private static final List<String> LANGUAGES = List.of("ja", "en");

    /**
     * One view.
     *
     * @param name what its pictures are called
     * @param path its address below the overview's
     * @param height of the picture, so that the whole view is on it
     * @param testIds what is there when it is complete
     */
    private record View(String name, String path, int height, List<String> testIds) {
        View(String name, String path, int height, String... testIds) {
            this(name, path, height, List.of(testIds));
        }
    }

    /**
     * One question before an action.
     *
     * @param verb the action
     * @param opener what is clicked on the page of a pcheck, empty for the overview
     */
    private record Question(String verb, String opener) {}

    /** Goes through all views of these two pchecks. */
    void photographAll(String calm, String troubled) throws IOException {
        List<View> views = List.of(
                new View("overview", "", 1000, "pent-row"),
                new View("pent", "/pcheck/" + troubled + "/pent/2", 1250, "grace-window", "timeline", "script-output"),
                new View("pcheck", "/pcheck/" + calm, 1250, "param-text", "pfile-text"),
                new View("events", "/events", 1000, "event-row"),
                new View("measurements", "/measurements", 1500, "figures", "restarts-over-time"),
                new View("gone", "/pcheck/nowhere", 800, "okiagari-gone"));
        for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            for (View view : views) {
                inTheme(view, theme);
            }
            for (String language : LANGUAGES) {
                String suffix = "-" + language + "-" + theme.name().toLowerCase(Locale.ROOT);
                asks(calm, language, suffix);
                helps(language, suffix);
            }
        }
    }

    /** The log-in form, drawn as it is sent to a browser of each language: this one speaks English. */
    void photographLogIn() throws IOException {
        for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            for (String language : LANGUAGES) {
                page.setContent(Logins.page(server, language).body());
                ConsolePage.seen(page.getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("Log in|ログイン"))));
                checked("login-" + language + "-" + theme.name().toLowerCase(Locale.ROOT));
            }
        }
    }

    private void inTheme(View view, ColorScheme theme) {
        open(view.path(), view.height());
        view.testIds().forEach(testId -> ConsolePage.seen(page.getByTestId(testId)));
        for (String language : LANGUAGES) {
            page.getByTestId("okiagari-language").selectOption(language);
            checked(view.name() + "-" + language + "-" + theme.name().toLowerCase(Locale.ROOT));
        }
        if (theme == ColorScheme.LIGHT) {
            onAPhone(view.name());
        }
    }

    private void asks(String pcheck, String language, String suffix) {
        for (Question question : List.of(
                new Question("recoveryTest", "recoveryTest-" + pcheck),
                new Question("reload", "reload-" + pcheck),
                new Question("shutdown", "shutdown-" + pcheck),
                new Question("startPfile", "start-pfile"))) {
            open(question.opener().equals("start-pfile") ? "" : "/pcheck/" + pcheck, 1000);
            page.getByTestId("okiagari-language").selectOption(language);
            page.getByTestId(question.opener()).click();
            ConsolePage.seen(page.getByTestId(question.verb() + "-dialog"));
            if (question.verb().equals("reload")) {
                ConsolePage.seen(page.getByTestId("pfile-no-changes"));
            }
            checked("question-" + question.verb() + suffix);
            page.getByTestId(question.verb() + "-cancel").click();
        }
    }

    private void helps(String language, String suffix) {
        page.setViewportSize(1400, 1500);
        page.navigate(server.uri("/okiagari/help/okiagari" + (language.equals("ja") ? "-ja" : ""))
                .toString());
        ConsolePage.seen(page.getByText(language.equals("ja") ? "右上の" : "How fresh it is"));
        photograph("help" + suffix);
    }

    private void open(String path, int height) {
        page.setViewportSize(1400, height);
        page.navigate(server.uri("/okiagari/okiagari" + path).toString());
    }

    private void onAPhone(String view) {
        page.setViewportSize(390, 844);
        checked(view + "-phone");
        try {
            // A chart is drawn anew a moment after the width has changed.
            page.waitForFunction("() => document.documentElement.scrollWidth <= window.innerWidth");
        } catch (TimeoutError e) {
            throw new AssertionError(view + " is wider than a phone", e);
        }
    }

    private void checked(String name) {
        photograph(name);
        Axe.assertNoViolation(page, name);
    }

    private void photograph(String name) {
        Path file = Build.target().resolve("screenshots").resolve("view-" + name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setAnimations(ScreenshotAnimations.DISABLED));
    }
}
