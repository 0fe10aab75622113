package org.okiagari.web.login;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Name and password of an Authorization header, or of one that stands for it.
 *
 * @param name may be empty
 * @param password may be empty
 */
record BasicCredentials(String name, String password) {
    static final BasicCredentials UNREADABLE = new BasicCredentials("", "");

    /** Returns what the request says; a Hawtio that passes it on has its own log-in in Authorization, and ours in another header. */
    static Optional<BasicCredentials> sentWith(HttpServletRequest request) {
        String passedOn = request.getHeader("X-Jolokia-Authorization");
        return of(passedOn == null ? request.getHeader("Authorization") : passedOn);
    }

    /** Returns what the header says; empty if it is missing or of another scheme. */
    static Optional<BasicCredentials> of(@Nullable String header) {
        if (header == null || !header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(header.substring("basic ".length()).strip());
            String text = new String(bytes, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return Optional.of(
                    colon < 0 ? UNREADABLE : new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.of(UNREADABLE);
        }
    }

    /** Returns no password: it must not get into a log. */
    @Override
    public String toString() {
        return "BasicCredentials";
    }
}
