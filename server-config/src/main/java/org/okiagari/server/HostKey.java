package org.okiagari.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.okiagari.api.files.SafeFiles;

/**
 * The key of this host in {@code conf/tls}: made by keytool at the first start with TLS, self-signed, never the one that
 * comes with Payara and is the same everywhere.
 *
 * <p>It is made anew when it is about to end, or lacks a name that the settings now give this host.
 */
final class HostKey {
    /** The longest that Apple's clients take. */
    private static final int DAYS = 825;

    private static final Duration BEFORE_END = Duration.ofDays(30);

    private final Path directory;
    private final HostNames names;
    private final SafeFiles files;

    /** Makes one for the directory {@code conf/tls}. */
    HostKey(Path directory, HostNames names, SafeFiles files) {
        this.directory = directory;
        this.names = names;
        this.files = files;
    }

    /** Returns the certificate as a file that clients can be given. */
    Path certificateFile() {
        return directory.resolve("cert.pem");
    }

    /**
     * Returns the key, made before if need be; {@code say} is told why it was made anew.
     *
     * @throws Trouble with one sentence if there is none and none can be made
     */
    TlsKey read(List<String> say) {
        Path store = directory.resolve("keystore.p12");
        Path password = directory.resolve("keystore.password");
        try {
            SecretFile.makeDirectory(directory);
            if (Files.exists(store)) {
                TlsKey key = TlsKey.read(store, Optional.of(password), files);
                Optional<String> why = whyAnew(key.certificate());
                if (why.isEmpty()) {
                    return key;
                }
                say.add("the certificate in " + directory + " is made anew, since " + why.get()
                        + ": give the new cert.pem to the clients that trust the old one");
            }
            make(store, password);
            TlsKey key = TlsKey.read(store, Optional.of(password), files);
            SecretFile.write(certificateFile(), key.pem().getBytes(StandardCharsets.US_ASCII));
            return key;
        } catch (IOException e) {
            throw new Trouble(Trouble.CANNOT_START, "no key for TLS can be made in " + directory + ": " + e);
        }
    }

    private Optional<String> whyAnew(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        if (end.isBefore(Instant.now().plus(BEFORE_END))) {
            return Optional.of("it ends at " + end);
        }
        Set<String> missing = new TreeSet<>(names.required());
        missing.removeAll(namesOf(certificate));
        return missing.isEmpty() ? Optional.empty() : Optional.of("it does not have " + String.join(", ", missing));
    }

    /** The password is written first: a crash between the two must leave no key that nobody can open. */
    private void make(Path store, Path password) throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Path next = directory.resolve("keystore.new");
        Files.deleteIfExists(next);
        Files.deleteIfExists(store);
        SecretFile.write(password, (HexFormat.of().formatHex(random) + "\n").getBytes(StandardCharsets.US_ASCII));
        keytool(next, password);
        SecretFile.write(next, Files.readAllBytes(next));
        Files.move(next, store, StandardCopyOption.ATOMIC_MOVE);
    }

    private void keytool(Path store, Path password) throws IOException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        if (!Files.isExecutable(keytool)) {
            throw new Trouble(
                    Trouble.CANNOT_START,
                    keytool + " is missing, so no key can be made: let TLS_CERT and TLS_KEY name one of yours");
        }
        List<String> line = new ArrayList<>(List.of(keytool.toString(), "-genkeypair", "-alias", TlsStore.ALIAS));
        line.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-sigalg", "SHA256withECDSA"));
        line.addAll(List.of("-validity", String.valueOf(DAYS), "-dname", "CN=" + names.commonName()));
        line.addAll(List.of("-ext", "san=" + names.all().stream().collect(Collectors.joining(","))));
        line.addAll(List.of("-ext", "ku:critical=digitalSignature", "-ext", "eku=serverAuth"));
        line.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
        line.addAll(List.of("-storepass:file", password.toString()));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new Trouble(
                        Trouble.CANNOT_START,
                        "keytool made no key: " + output.strip().replaceAll("\\s+", " "));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble(Trouble.CANNOT_START, "interrupted");
        }
    }

    /** Returns the names of a certificate in keytool's form. */
    static Set<String> namesOf(X509Certificate certificate) {
        Set<String> names = new TreeSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                // RFC 5280: 2 = DNS name, 7 = address.
                alternatives.forEach(
                        pair -> names.add((Objects.equals(pair.get(0), 2) ? "dns:" : "ip:") + pair.get(1)));
            }
        } catch (CertificateParsingException e) {
            return names;
        }
        return names;
    }
}
