package org.okiagari.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.okiagari.api.files.SafeFiles;

/**
 * What the server shows by TLS, and the key that proves it.
 *
 * @param key its private key
 * @param chain its certificate first, then those that lead to a root
 */
record TlsKey(PrivateKey key, List<X509Certificate> chain) {
    /** Copies the chain. */
    TlsKey {
        chain = List.copyOf(chain);
    }

    /**
     * Reads the certificate and its key: PEM (key in the same file or one of its own), or PKCS12, where {@code second}
     * holds the password; without it the password is empty.
     *
     * @throws Trouble with one sentence if they cannot be used, or others may read the key
     */
    static TlsKey read(Path first, Optional<Path> second, SafeFiles files) {
        SecretFile.refuseUnsafe(second.orElse(first), files);
        byte[] content = bytes(first);
        if (Pem.isPem(content)) {
            String keyText = new String(second.map(TlsKey::bytes).orElse(content), StandardCharsets.ISO_8859_1);
            return Pem.read(first, new String(content, StandardCharsets.ISO_8859_1), second.orElse(first), keyText);
        }
        SecretFile.refuseUnsafe(first, files);
        return pkcs12(first, content, second);
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    /** Returns SHA-256 of the certificate as browsers show it: AB:CD:... */
    String fingerprint() {
        return fingerprint(certificate());
    }

    static String fingerprint(Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    /** Returns the chain as PEM, for clients that shall trust it. */
    String pem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            try {
                text.append(Pem.write("CERTIFICATE", certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException("A certificate that was read cannot be written", e);
            }
        }
        return text.toString();
    }

    private static TlsKey pkcs12(Path file, byte[] content, Optional<Path> passwordFile) {
        char[] password = passwordFile
                .map(path -> new String(bytes(path), StandardCharsets.UTF_8))
                .map(text -> text.lines().findFirst().orElse(""))
                .orElse("")
                .toCharArray();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(content), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
                    List<X509Certificate> chain = List.of(store.getCertificateChain(alias)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
                    return new TlsKey(key, chain);
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new Trouble(
                    Trouble.SETTING,
                    file + " is neither PEM nor a PKCS12 file that this password opens; for PKCS12 TLS_KEY names a file"
                            + " that holds the password");
        }
        throw new Trouble(Trouble.SETTING, file + " holds no private key");
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Trouble(Trouble.SETTING, file + " cannot be read: TLS_CERT and TLS_KEY name it");
        }
    }
}
