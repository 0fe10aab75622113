package org.okiagari.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "http://evil.example",
                "/\\evil.example",
                "/login",
                "/login?failed",
                "/auth/logout",
                "/a/../b",
                "/a\r\nSet-Cookie: x",
                "javascript:alert(1)",
                "/a:b"
            })
    void afterTheLogInNobodyIsSentElsewhere(String target) {
        assertThat(LoginMechanism.target(target)).isEqualTo("/");
    }

    @Test
    void afterTheLogInTheLinkThatWasOpenedIsShown() {
        assertThat(LoginMechanism.target("/jmx/attributes")).isEqualTo("/jmx/attributes");
        assertThat(LoginMechanism.target("/okiagari")).isEqualTo("/okiagari");
    }

    @Test
    void theFormSpeaksJapaneseAndEnglish() {
        String japanese = LoginForm.html(Locale.JAPAN, "/okiagari/login", "/", LoginForm.Note.FAILED);
        String english = LoginForm.html(Locale.FRANCE, "/okiagari/login", "/", LoginForm.Note.WAIT);

        assertThat(japanese).contains("lang=\"ja\"", "ユーザー名", "パスワードが違います");
        assertThat(english).contains("lang=\"en\"", "User name", "Wait a minute");
    }

    @Test
    void theFormHoldsNoScriptAndNoOtherFileAndEscapesItsTarget() {
        String page = LoginForm.html(Locale.ENGLISH, "/okiagari/login", "/\"><script>x</script>", LoginForm.Note.NONE);

        assertThat(page).doesNotContain("<script", "src=", "<link", "url(", "role=\"alert\"");
        assertThat(page).contains("value=\"/&quot;&gt;&lt;script&gt;");
        assertThat(LoginForm.policy()).startsWith("default-src 'none'; style-src 'sha256-");
    }

    @Test
    void basicCredentialsMayHoldColonsAndUtf8() {
        assertThat(BasicCredentials.of(basic("bob:a:b")).orElseThrow()).isEqualTo(new BasicCredentials("bob", "a:b"));
        assertThat(BasicCredentials.of(basic("bob:パス")).orElseThrow().password())
                .isEqualTo("パス");
        assertThat(BasicCredentials.of("bAsIc " + basic("a:b").substring(6))
                        .orElseThrow()
                        .name())
                .isEqualTo("a");
    }

    @Test
    void unreadableCredentialsAreThoseOfNobody() {
        assertThat(BasicCredentials.of("Basic !!")).contains(BasicCredentials.UNREADABLE);
        assertThat(BasicCredentials.of(basic("nocolon"))).contains(BasicCredentials.UNREADABLE);
        assertThat(BasicCredentials.of("Bearer x")).isEmpty();
        assertThat(BasicCredentials.of(null)).isEmpty();
    }

    @Test
    void noPasswordAndNoControlCharacterGetsIntoTheLog() {
        assertThat(new BasicCredentials("bob", "secret").toString()).doesNotContain("secret");
        assertThat(LoginMechanism.printable("a\nJan 18 admin logged in\u001b")).isEqualTo("a?Jan?18?admin?logged?in?");
        assertThat(LoginMechanism.printable("x".repeat(500))).hasSize(64);
    }

    private static String basic(String text) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
