package org.okiagari.web.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for a short time which passwords were found right: a script that asks every second would otherwise cost half
 * a CPU in PBKDF2.
 *
 * <p>It holds no password: the key is an HMAC of name, password and stored hash under a random key of this process. A
 * changed or removed user therefore has another key, and misses.
 */
final class VerifiedCache {
    private static final int MAX_ENTRIES = 256;
    private static final long LIFE_NANOS = Duration.ofSeconds(60).toNanos();

    private final SecretKeySpec key;
    private final Map<String, Long> found = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    VerifiedCache() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, "HmacSHA256");
    }

    synchronized boolean contains(String name, String password, String storedHash, long now) {
        Long since = found.get(key(name, password, storedHash));
        return since != null && now - since < LIFE_NANOS;
    }

    synchronized void add(String name, String password, String storedHash, long now) {
        String mac = key(name, password, storedHash);
        found.remove(mac);
        found.put(mac, now);
    }

    /** Returns what stands for a name with this password; it does not tell the password. */
    String key(String name, String password, String storedHash) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] bytes = mac.doFinal((name + "\0" + storedHash + "\0" + password).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HmacSHA256", e);
        }
    }
}
