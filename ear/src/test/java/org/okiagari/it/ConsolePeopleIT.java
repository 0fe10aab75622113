package org.okiagari.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The console for all people: soon there, in their language, by the keyboard, on a phone, for who cannot see. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // What is timed comes first, with an empty cache.
class ConsolePeopleIT extends ConsoleWorld {
    ConsolePeopleIT() {
        super("console-people", 0x1f00c110);
    }

    @Test
    @Order(1)
    void theLogInPageAndTheTableAreThereWithinTwoSecondsEach() {
        long form = Bounds.millisOf(() -> console.open("/").seesLogInForm());
        long table = Bounds.millisOf(() -> {
            console.logIn("viewer");
            ConsolePage.seen(console.row(nginx));
        });

        System.out.println("Console: log-in page " + form + " ms, from the log-in to the table " + table + " ms");
        assertThat(form).as("log-in page").isLessThan(Bounds.of(2_000));
        assertThat(table).as("table").isLessThan(Bounds.of(2_000));
    }

    @Test
    @Order(2)
    void loadsAtMost600kBOfScriptBeforeTheFirstView() {
        ScriptWeight weight = ScriptWeight.of(page);

        console.open("/").logIn("viewer");
        ConsolePage.seen(console.row(nginx));

        assertThat(weight.compressedBytes()).as("compressed script").isBetween(100_000L, 600_000L);
        assertThat(weight.hosts()).containsExactly("127.0.0.1");
    }

    @Test
    @Order(3)
    void speaksJapaneseAndRemembersIt() {
        console.open("/").logIn("viewer");

        page.getByTestId("okiagari-language").selectOption("ja");

        textIs("okiagari-headline", "すべて稼働中");
        page.reload();
        textIs("okiagari-headline", "すべて稼働中");
        page.getByTestId("okiagari-language").selectOption("en");
        textIs("okiagari-headline", "All saved");
    }

    @Test
    @Order(4)
    void theLogInFormSpeaksBothLanguagesInBothThemes() throws IOException {
        new ConsoleViews(page, server).photographLogIn();
    }

    @Test
    @Order(5)
    void isSteeredByTheKeyboardAlone() {
        console.open("/").logIn("operator");
        ConsolePage.seen(console.row(nginx));

        tabTo(console.row(nginx).getByTestId("pent-link"));
        page.keyboard().press("Enter");
        attributeIs("pent-view", "data-state", "AVAIL");
        tabTo(page.getByTestId("pent-watch"));
        page.keyboard().press("Enter");
        assertThat(page.locator("#okiagari-confirm")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.getByTestId("stop-dialog")).hasCount(0);
        assertThat(page.getByTestId("pent-watch")).isFocused();
    }

    @Test
    @Order(6)
    void everyViewIsWithoutAViolationInBothLanguagesAndThemesAndOnAPhone() throws IOException {
        console.open("/").logIn("admin");
        ConsolePage.seen(console.row(nginx));
        agent.kill(agent.pid());
        textIs("okiagari-headline", "1 needs you");
        new ConsoleViews(page, server).photographAll(WEB, DB);
    }
}
