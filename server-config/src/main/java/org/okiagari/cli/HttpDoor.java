package org.okiagari.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A server over HTTP: Jolokia by POST, log-in by Basic. HttpURLConnection because java.net.http starts 0.5 s later. */
final class HttpDoor implements Door {
    private static final int TIMEOUT_MILLIS = 15_000;

    private final Remote remote;
    private final String authorization;
    private final @Nullable SSLSocketFactory tls;

    private HttpDoor(Remote remote, String authorization, @Nullable SSLSocketFactory tls) {
        this.remote = remote;
        this.authorization = authorization;
        this.tls = tls;
    }

    static HttpDoor open(Remote remote) {
        Path passwordFile = remote.passwordFile();
        return open(remote, passwordFile == null ? "" : password(passwordFile));
    }

    /** The same with a password that came by another way. */
    static HttpDoor open(Remote remote, String password) {
        Path caCert = remote.caCert();
        return new HttpDoor(
                remote,
                remote.user().isEmpty() ? "" : basic(remote.user(), password),
                caCert == null ? null : trusting(caCert).getSocketFactory());
    }

    @Override
    public String ask(String request) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) remote.uri().toURL().openConnection();
            prepare(connection);
            try (OutputStream body = connection.getOutputStream()) {
                body.write(request.getBytes(StandardCharsets.UTF_8));
            }
            return answer(connection, connection.getResponseCode());
        } catch (SSLException e) {
            throw Failure.notThere("no TLS connection to " + remote.uri() + ": " + why(e));
        } catch (IOException e) {
            throw Failure.vanished(remote.uri() + " is not reachable: " + Refusal.sentence(e.toString()));
        }
    }

    private static String why(SSLException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("certification path")
                ? "its certificate is not trusted; --cacert <file> names one to trust, such as conf/tls/cert.pem of that"
                        + " server"
                : message;
    }

    private void prepare(HttpURLConnection connection) throws IOException {
        if (connection instanceof HttpsURLConnection && tls != null) {
            ((HttpsURLConnection) connection).setSSLSocketFactory(tls);
        }
        connection.setRequestMethod("POST");
        connection.setInstanceFollowRedirects(false);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Accept", "application/json");
        if (!authorization.isEmpty()) {
            connection.setRequestProperty("Authorization", authorization);
        }
    }

    private String answer(HttpURLConnection connection, int status) throws IOException {
        if (status == 401) {
            throw Failure.notAllowed(
                    remote.user().isEmpty()
                            ? "not allowed: this server asks for --user and --password-file"
                            : "not allowed: the server knows no such user with this password");
        }
        if (status == 403) {
            throw Failure.notAllowed("not allowed for " + remote.user());
        }
        if (status != 200) {
            throw Failure.refused(remote.uri() + " answered with HTTP status " + status);
        }
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        // Connections are the JDK's to keep or close.
    }

    private static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** Returns the first line of a file that is for its owner only. */
    static String password(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.GROUP_READ)) {
                throw Failure.usage(file + " can be read by others: chmod 600 " + file);
            }
            String text = Files.readString(file, StandardCharsets.UTF_8);
            int end = text.indexOf('\n');
            return (end < 0 ? text : text.substring(0, end)).stripTrailing();
        } catch (IOException e) {
            throw Failure.usage("the password file cannot be read: " + file);
        }
    }

    /** Returns a context that trusts the certificates of a PEM file and no other. */
    static SSLContext trusting(Path caCert) {
        try (InputStream in = Files.newInputStream(caCert)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw Failure.usage("no certificate can be read from " + caCert);
        }
    }
}
