package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
     * Goes through all views of these two pchecks: in light in English, in dark in Japanese, and on the phone.
     * {@code -Dokiagari.screenshots=all}: in each theme in each language.
     */
    void photographAll(String calm, String troubled) {
        Map<String, String> views = new LinkedHashMap<>();
        views.put("overview", "");
        views.put("pent", "/pcheck/" + troubled + "/pent/2");
        views.put("pcheck", "/pcheck/" + calm);
        views.put("events", "/events");
        views.put("measurements", "/measurements");
        views.put("gone", "/pcheck/nowhere");
        for (ColorScheme theme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme));
            views.forEach((view, path) -> inTheme(view, path, theme));
        }
    }

    private void inTheme(String view, String path, ColorScheme theme) {
        page.setViewportSize(1400, 1000);
        page.navigate(server.uri("/okiagari/okiagari" + path).toString());
        String usual = theme == ColorScheme.LIGHT ? "en" : "ja";
        for (String language : ALL ? List.of("ja", "en") : List.of(usual)) {
            page.getByTestId("okiagari-language").selectOption(language);
            String name = view + "-" + language + "-" + theme.name().toLowerCase(Locale.ROOT);
            photograph(name);
            Axe.assertNoViolation(page, name);
        }
        if (theme == ColorScheme.LIGHT) {
            onAPhone(view);
        }
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
