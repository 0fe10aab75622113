package org.okiagari.web.login;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Knows browsers from which a user has logged in before (OWASP, "Device cookies"): their tries are counted apart, so that
 * whoever guesses from the same address, as any user of this host can, does not make the user wait.
 *
 * <p>The cookie is no log-in: it is the user's name and a number, signed with a key of this process.
 */
final class DeviceCookies {
    private static final String NAME = "okiagari-device";
    private static final int HALF_A_YEAR = 180 * 24 * 3600;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    DeviceCookies() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** Returns the number of this browser if the user has logged in from it. */
    Optional<String> device(HttpServletRequest request, String user) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(NAME)) {
                    return device(cookie.getValue(), user);
                }
            }
        }
        return Optional.empty();
    }

    Optional<String> device(String value, String user) {
        int dot = value.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String number = value.substring(0, dot);
        byte[] given = value.substring(dot + 1).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(given, mac(number, user).getBytes(StandardCharsets.US_ASCII))
                ? Optional.of(number)
                : Optional.empty();
    }

    /** Gives this browser a number of its own for this user. */
    void give(HttpServletRequest request, HttpServletResponse response, String user) {
        response.addHeader(
                "Set-Cookie",
                NAME + "=" + value(user) + "; Path=" + request.getContextPath() + "/login; Max-Age=" + HALF_A_YEAR
                        + "; HttpOnly; SameSite=Strict" + (request.isSecure() ? "; Secure" : ""));
    }

    String value(String user) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String number = BASE64.encodeToString(bytes);
        return number + "." + mac(number, user);
    }

    private String mac(String number, String user) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return BASE64.encodeToString(mac.doFinal((number + "\0" + user).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }
}
