package org.okiagari.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a user does and sees in the console, by role, text and our own test ids.
 *
 * @param page the browser's page
 * @param server whose console it is
 */
record ConsolePage(Page page, RunningServer server) {
    private static final double LIMIT_MILLIS = 60_000;

    /** Opens a path below the context root. */
    ConsolePage open(String path) {
        page.navigate(server.uri("/okiagari" + path).toString());
        return this;
    }

    /** Fills in the log-in form and sends it. */
    ConsolePage logIn(String user, String password) {
        page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("User name"))
                .fill(user);
        page.getByLabel("Password").fill(password);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        return this;
    }

    /** Logs a user in and waits for the Okiagari page. */
    ConsolePage logIn(String user) {
        logIn(user, TestHome.password(user));
        seen(page.getByTestId("okiagari-page"));
        return this;
    }

    /** Waits until the log-in form is shown. */
    void seesLogInForm() {
        seen(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in")));
    }

    /** Waits until the row of a process shows a state and a pid. */
    void seesPent(Daemon daemon, String state, long pid) {
        assertThat(row(daemon))
                .hasAttribute(
                        "data-state", state, new LocatorAssertions.HasAttributeOptions().setTimeout(LIMIT_MILLIS));
        Locator cell = row(daemon)
                .locator("td")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + pid + "$")));
        seen(cell);
    }

    /** Returns the row of a process. */
    Locator row(Daemon daemon) {
        return page.locator("[data-testid=pent-row][data-pname=\"" + daemon.pname() + "\"]");
    }

    /** Returns the button that reloads a pcheck. */
    Locator reloadButton(String pcheck) {
        return page.getByTestId("reload-" + pcheck);
    }

    /** Logs out by the user's menu. */
    void logOut(String user) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(user)))
                .last()
                .click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(Pattern.compile("Log ?out")))
                .click();
    }

    /** Waits until something is visible. */
    static void seen(Locator locator) {
        assertThat(locator.first()).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(LIMIT_MILLIS));
    }

    /** Keeps what is seen now, for the reader of a failed run. */
    void photograph(String name) {
        Path file = Build.target().resolve("screenshots").resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }
}
