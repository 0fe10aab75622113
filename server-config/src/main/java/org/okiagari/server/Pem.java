package org.okiagari.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM (RFC 7468): certificates, and private keys as PKCS8, PKCS1 (RSA) or SEC1 (EC). */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]+?)\\s*-----END \\1-----");

    private Pem() {}

    static boolean isPem(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    static String write(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    /**
     * Reads a certificate, its chain and its key.
     *
     * @throws Trouble with one sentence
     */
    static TlsKey read(Path certFile, String certText, Path keyFile, String keyText) {
        List<X509Certificate> chain = certificates(certFile, certText);
        if (keyText.contains("ENCRYPTED")) {
            throw new Trouble(
                    Trouble.SETTING,
                    "the key in " + keyFile + " is encrypted: nobody can type its password at a start, decrypt it"
                            + " (openssl pkey) and keep it at mode 600");
        }
        List<byte[]> keys = new ArrayList<>();
        Matcher block = BLOCK.matcher(keyText);
        while (block.find()) {
            if (block.group(1).endsWith("PRIVATE KEY")) {
                boolean isWrapped = block.group(1).equals("PRIVATE KEY");
                byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                chain.forEach(certificate -> keys.add(isWrapped ? der : wrapped(certificate.getPublicKey(), der)));
            }
        }
        if (keys.isEmpty()) {
            throw new Trouble(Trouble.SETTING, keyFile + " holds no private key: TLS_KEY names the file of the key");
        }
        // Some files have their root first: the certificate is the one that the key belongs to.
        for (X509Certificate certificate : chain) {
            for (byte[] key : keys) {
                Optional<PrivateKey> found = keyOf(certificate.getPublicKey(), key);
                if (found.isPresent()) {
                    List<X509Certificate> ordered = new ArrayList<>(chain);
                    ordered.remove(certificate);
                    ordered.add(0, certificate);
                    return new TlsKey(found.get(), ordered);
                }
            }
        }
        throw new Trouble(
                Trouble.SETTING, "the key in " + keyFile + " does not belong to a certificate in " + certFile);
    }

    private static List<X509Certificate> certificates(Path file, String text) {
        List<X509Certificate> chain = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            while (block.find()) {
                if (block.group(1).equals("CERTIFICATE")) {
                    byte[] der = Base64.getMimeDecoder().decode(block.group(2));
                    chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
                }
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new Trouble(Trouble.SETTING, file + " holds a certificate that cannot be read");
        }
        if (chain.isEmpty()) {
            throw new Trouble(Trouble.SETTING, file + " holds no certificate");
        }
        return chain;
    }

    /** Returns the key if it is the one of {@code owner}: what the one signs the other verifies. */
    private static Optional<PrivateKey> keyOf(PublicKey owner, byte[] pkcs8) {
        try {
            PrivateKey key =
                    KeyFactory.getInstance(owner.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            byte[] text = new byte[32];
            new SecureRandom().nextBytes(text);
            String algorithm = owner.getAlgorithm();
            Signature signature = Signature.getInstance(
                    algorithm.equals("EC") ? "SHA256withECDSA" : algorithm.equals("RSA") ? "SHA256withRSA" : algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(owner);
            signature.update(text);
            return signature.verify(signed) ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns PKCS8 (RFC 5208) around a key in the form of its algorithm: version 0, the algorithm, the key. The algorithm
     * is the first element of the public key (RFC 5280, SubjectPublicKeyInfo).
     */
    private static byte[] wrapped(PublicKey owner, byte[] key) {
        byte[] info = owner.getEncoded();
        int start = headerLength(info, 0);
        int end = start + headerLength(info, start) + length(info, start);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(new byte[] {0x02, 0x01, 0x00});
        content.write(info, start, end - start);
        content.writeBytes(element(0x04, key));
        return element(0x30, content.toByteArray());
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            int bytes = (39 - Integer.numberOfLeadingZeros(content.length)) / 8;
            out.write(0x80 | bytes);
            for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
                out.write(content.length >>> shift);
            }
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static int headerLength(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        return first < 0x80 ? 2 : 2 + (first & 0x7f);
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xff;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | der[at + 2 + i] & 0xff;
        }
        return length;
    }
}
