package org.okiagari.web.login;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * The log-in page: one self-contained page without a script, in Japanese or English.
 *
 * <p>Static files are behind the log-in too, so it refers to none.
 */
final class LoginForm {
    private static final String STYLE =
            "body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;"
                    + "font-family:system-ui,sans-serif;background:#f2f2f2;color:#151515}"
                    + "main{background:#fff;padding:2rem 2.5rem;border-top:3px solid #06c;box-shadow:0 1px 6px #0003;width:20rem}"
                    + "h1{font-size:1.4rem;margin:0 0 .25rem}p{margin:.25rem 0 1rem}label{display:block;margin:.75rem 0 .25rem}"
                    + "input{box-sizing:border-box;width:100%;padding:.5rem;font:inherit;border:1px solid #6a6e73}"
                    + "button{margin-top:1.25rem;width:100%;padding:.6rem;font:inherit;border:0;background:#06c;color:#fff;cursor:pointer}"
                    + "input:focus,button:focus{outline:3px solid #f0ab00;outline-offset:1px}"
                    + "[role=alert]{border-left:3px solid #c9190b;padding:.4rem .6rem;background:#faeae8}"
                    + "@media(prefers-color-scheme:dark){body{background:#151515;color:#f0f0f0}main{background:#212427}"
                    + "input{background:#151515;color:#f0f0f0}[role=alert]{background:#3d1210}}";

    /** What the page says above the fields. */
    enum Note {
        NONE("", ""),
        FAILED("User name or password is wrong.", "ユーザー名またはパスワードが違います。"),
        WAIT("Too many failed log-ins. Wait a minute and try again.", "ログインの失敗が続きました。1分ほど待ってから、もう一度お試しください。");

        private final String english;
        private final String japanese;

        Note(String english, String japanese) {
            this.english = english;
            this.japanese = japanese;
        }
    }

    private LoginForm() {}

    /** Returns the Content-Security-Policy of the page: its own style and a form to us, nothing else. */
    static String policy() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return "default-src 'none'; style-src 'sha256-"
                    + Base64.getEncoder().encodeToString(hash)
                    + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /**
     * Returns the page.
     *
     * @param locale the reader's language
     * @param action the address that takes the form
     * @param target where to go after the log-in
     */
    static String html(Locale locale, String action, String target, Note note) {
        boolean ja = locale.getLanguage().equals("ja");
        String said = ja ? note.japanese : note.english;
        return "<!DOCTYPE html>\n<html lang=\"" + (ja ? "ja" : "en") + "\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Okiagari</title><style>"
                + STYLE + "</style></head><body><main><h1>Okiagari</h1><p>"
                + (ja ? "プロセス監視コンソールにログインします。" : "Log in to the process saver's console.") + "</p>"
                + (said.isEmpty() ? "" : "<p role=\"alert\">" + said + "</p>")
                + "<form method=\"post\" action=\"" + escape(action)
                + "\"><input type=\"hidden\" name=\"target\" value=\""
                + escape(target) + "\"><label for=\"username\">" + (ja ? "ユーザー名" : "User name")
                + "</label><input id=\"username\" name=\"username\" autocomplete=\"username\" autofocus required>"
                + "<label for=\"password\">" + (ja ? "パスワード" : "Password")
                + "</label><input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" required>"
                + "<button type=\"submit\">" + (ja ? "ログイン" : "Log in")
                + "</button></form></main></body></html>\n";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
