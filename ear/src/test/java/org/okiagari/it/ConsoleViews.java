package org.okiagari.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Every view of the console: photographed in both languages and themes and at a phone's width, and checked by axe.
 *
 * @param page a page that is logged in
 * @param server whose console it is
 */
record ConsoleViews(Page page, RunningServer server) {
    private static final List<ColorScheme> THEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);

    /** Goes through all views of these two pchecks; axe looks at each language and theme once, on alternate views. */
    void photographAll(String calm, String troubled) {
        Map<String, String> views = new LinkedHashMap<>();
        views.put("overview", "");
        views.put("pent", "/pcheck/" + troubled + "/pent/2");
        views.put("pcheck", "/pcheck/" + calm);
        views.put("events", "/events");
        views.put("measurements", "/measurements");
        views.put("gone", "/pcheck/nowhere");
        views.forEach((view, path) -> {
            page.navigate(server.uri("/okiagari/okiagari" + path).toString());
            ConsolePage.seen(page.getByTestId("okiagari-live"));
            for (String language : List.of("ja", "en")) {
                page.getByTestId("okiagari-language").selectOption(language);
                for (ColorScheme theme : THEMES) {
                    inTheme(view, language, theme);
                }
            }
            onAPhone(view);
        });
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private void inTheme(String view, String language, ColorScheme theme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
        page.setViewportSize(1400, 1000);
        String name = view + "-" + language + "-" + theme.name().toLowerCase(Locale.ROOT);
        photograph(name);
        boolean isEnglish = language.equals("en");
        if (isEnglish || theme == ColorScheme.DARK) {
            Axe.assertNoViolation(page, name);
        }
    }

    private void onAPhone(String view) {
        page.setViewportSize(390, 844);
        photograph(view + "-phone");
        Axe.assertNoViolation(page, view + " on a phone");
        assertThat(page.locator("html")).isVisible();
        Object wider = page.evaluate("() => document.documentElement.scrollWidth > window.innerWidth");
        if (!Boolean.FALSE.equals(wider)) {
            throw new AssertionError(view + " is wider than a phone");
        }
    }

    private void photograph(String name) {
        Path file = Build.target().resolve("screenshots").resolve("view-" + name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }
}
