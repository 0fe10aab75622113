package org.okiagari.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * The key in the one form that Payara takes, made at each start with a password of its own: what a user configured may have
 * other forms, and his password stays in his file.
 *
 * @param file a PKCS12 key store
 * @param password opens it
 */
record TlsStore(Path file, String password) {
    static final String ALIAS = "okiagari";

    static TlsStore write(Path file, TlsKey key) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    ALIAS, key.key(), password.toCharArray(), key.chain().toArray(new X509Certificate[0]));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password.toCharArray());
            SecretFile.write(file, bytes.toByteArray());
            return new TlsStore(file, password);
        } catch (IOException | GeneralSecurityException e) {
            throw new Trouble(Trouble.CANNOT_START, file + " cannot be written: " + e.getMessage());
        }
    }

    /** Returns no password: it must not get into a log. */
    @Override
    public String toString() {
        return "TlsStore " + file;
    }
}
