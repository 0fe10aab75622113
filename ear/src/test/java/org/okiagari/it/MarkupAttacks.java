package org.okiagari.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.it.Attacked.HOME;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S-32: processes, pfiles and scripts that say HTML, looked at in a browser by an administrator. */
abstract class MarkupAttacks {
    private static final String PCHECK = "pfile_markup";
    private static final String MARKUP = "<img src=x onerror=document.title='owned'>";
    private static final String SCRIPT = "<script>document.title='owned'</script>";
    private static final String NOTES = "window.refusals = []; document.addEventListener('securitypolicyviolation',"
            + " event => window.refusals.push(event.effectiveDirective + ' ' + event.blockedURI));";

    /** Each view, and the words that it must show as they are. */
    private record Shown(String path, String testId, String words) {}

    @Test
    void namesPfilesAndOutputsAreTextInEveryView() throws IOException {
        startMarkedDaemon();
        String pent = "/okiagari/pcheck/" + PCHECK + "/pent/";
        List<Shown> views = List.of(
                new Shown("/okiagari", "okiagari-page", MARKUP),
                new Shown(pent + 1, "script-output", MARKUP),
                new Shown(pent + 2, "pent-view", MARKUP),
                new Shown("/okiagari/pcheck/" + PCHECK, "pfile-text", SCRIPT),
                new Shown("/okiagari/events", "okiagari-page", MARKUP),
                new Shown("/okiagari/measurements", "okiagari-page", ""));

        List<String> said = new ArrayList<>();
        try (Browser browser = Browser.start();
                Page page = browser.page()) {
            page.onConsoleMessage(message -> said.add(message.text()));
            page.addInitScript(NOTES);
            ConsolePage console = new ConsolePage(page, Attacked.server());
            console.open("/").logIn("admin");
            views.forEach(view -> assertIsText(console, view));
        } finally {
            LocalSocket.exec(HOME, Beans.pcheck(PCHECK), "shutdown");
        }

        assertThat(said).noneMatch(line -> line.contains("Content Security Policy"));
    }

    private static void assertIsText(ConsolePage console, Shown view) {
        Page page = console.open(view.path()).page();
        Locator where = page.getByTestId(view.testId());
        ConsolePage.seen(where);
        assertThat(where.first()).containsText(view.words());
        assertThat(page.locator("img[src=x]")).hasCount(0);
        assertThat(page.locator("script:not([src])")).hasCount(0);
        assertThat(page.title()).as(view.path()).doesNotContain("owned");
        assertThat(page.evaluate("() => window.refusals")).as(view.path()).isEqualTo(List.of());
    }

    /** A daemon below a directory of that name, restarted once by a script that prints it; the pfile's comments say it too. */
    private static void startMarkedDaemon() throws IOException {
        Path program = HOME.path().resolve("sbin").resolve(MARKUP).resolve("okiagari-marked");
        Files.createDirectories(program.getParent());
        Files.copy(Path.of("/bin/sleep").toRealPath(), program);
        TestHome.executable(program);
        Path run = HOME.write(HOME.path().resolve("sbin/start-marked.sh"), "exec \"" + program + "\" 1000000\n");
        String start = "setsid -f sh " + run + " </dev/null >/dev/null 2>&1";
        HOME.restartScript("restart_marked.sh", "echo \"" + MARKUP + "\"", start, "exit 0");
        HOME.pfile(
                PCHECK,
                0x1f00e003,
                List.of("MONITOR_INTERVAL 1", "# " + MARKUP, "# " + SCRIPT),
                "okiagari-marked:" + HOME.bin().resolve("restart_marked.sh") + ":600:5:continue",
                MARKUP + ":-:0:0:continue");
        LocalSocket.exec(HOME, Beans.AGENT, "start", HOME.bin().resolve(PCHECK).toString());
        String pent = "okiagari:pcheck=" + PCHECK + ",type=Pent,name=okiagari-marked,id=1";
        Wait.until(() -> assertThat(LocalSocket.read(HOME, pent, "ProcSts").getAsString())
                .isEqualTo("AVAIL"));
    }
}
