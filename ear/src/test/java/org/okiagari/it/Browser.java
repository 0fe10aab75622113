package org.okiagari.it;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.okiagari.check.Needs;

/** Debian's Chromium without a window, driven by npm's playwright-core; nothing is downloaded. */
final class Browser implements AutoCloseable {
    private static final String CHROMIUM = "/usr/bin/chromium";
    private static final double LIMIT_MILLIS = 60_000;
    private static final double START_MILLIS = 180_000;

    private final Playwright playwright;
    private final BrowserContext context;

    private Browser(Playwright playwright, BrowserContext context) {
        this.playwright = playwright;
        this.context = context;
    }

    /** Starts a browser with an empty profile, or skips the test with one line. */
    static Browser start() {
        Needs.program(CHROMIUM, "chromium");
        System.setProperty("playwright.cli.dir", driver().toString());
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        BrowserContext context = playwright
                .chromium()
                .launchPersistentContext(
                        temporary("browser-profile"),
                        new BrowserType.LaunchPersistentContextOptions()
                                .setExecutablePath(Path.of(CHROMIUM))
                                .setHeadless(true)
                                .setTimeout(START_MILLIS)
                                .setLocale("en-GB")
                                .setViewportSize(1400, 900)
                                .setArgs(List.of(
                                        "--headless",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-quic",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync")));
        context.setDefaultTimeout(LIMIT_MILLIS);
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
        return new Browser(playwright, context);
    }

    /** Returns a new page without cookies of an earlier one. */
    Page page() {
        context.clearCookies();
        return context.newPage();
    }

    /** Returns the cookies and their flags. */
    BrowserContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
        playwright.close();
    }

    /** Returns where npm has put the driver and axe-core. */
    static Path installed() {
        return Path.of(System.getProperty("it.browser", Build.target() + "/browser"));
    }

    /** Playwright wants a directory with the package and a Node binary; each browser has its own, for others may run beside. */
    private static Path driver() {
        Path driver = temporary("browser-driver");
        try {
            Files.createSymbolicLink(driver.resolve("package"), installed().resolve("node_modules/playwright-core"));
            Files.createSymbolicLink(
                    driver.resolve("node"),
                    Path.of(Run.ok("sh", "-c", "command -v node").strip()).toRealPath());
            return driver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary(String name) {
        try {
            return Files.createTempDirectory(Build.target(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
