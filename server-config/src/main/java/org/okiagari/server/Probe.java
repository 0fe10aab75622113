package org.okiagari.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Asks our own server, and by TLS trusts the one certificate that it shall show. */
final class Probe {
    /** Instead of a status: no answer, or that of somebody else's certificate. */
    static final int NOTHING = -1;

    private final URI ready;
    private final @Nullable SSLSocketFactory tls;
    private final AtomicBoolean sawAnother;

    private Probe(URI ready, @Nullable SSLSocketFactory tls, AtomicBoolean sawAnother) {
        this.ready = ready;
        this.tls = tls;
        this.sawAnother = sawAnother;
    }

    static Probe plain(InetAddress address, int port) {
        return new Probe(
                URI.create("http://" + host(address) + ":" + port + "/okiagari/health/ready"),
                null,
                new AtomicBoolean());
    }

    static Probe tls(InetAddress address, int port, X509Certificate expected) {
        AtomicBoolean sawAnother = new AtomicBoolean();
        SSLSocketFactory factory = factory(new OnlyThis(expected, sawAnother));
        InetAddress reached = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        URI ready = URI.create("https://" + host(reached) + ":" + port + "/okiagari/health/ready");
        return new Probe(ready, factory, sawAnother);
    }

    /** Returns the status that {@code /okiagari/health/ready} answers, or {@link #NOTHING}. */
    int status() {
        try {
            HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection(Proxy.NO_PROXY);
            if (connection instanceof HttpsURLConnection secure && tls != null) {
                secure.setSSLSocketFactory(tls);
                // The certificate is compared as a whole: its names say no more.
                secure.setHostnameVerifier((name, session) -> true);
            }
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            return connection.getResponseCode();
        } catch (IOException e) {
            return NOTHING;
        }
    }

    /** Returns what is wrong if a certificate was shown that is not ours, as that of Payara, whose key everybody has. */
    Optional<String> trouble() {
        return sawAnother.get()
                ? Optional.of("the server shows another certificate than the configured one; it is ended")
                : Optional.empty();
    }

    @Override
    public String toString() {
        return ready.toString();
    }

    static String host(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }

    private static SSLSocketFactory factory(X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }

    private record OnlyThis(X509Certificate expected, AtomicBoolean sawAnother) implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            Certificate shown = chain[0];
            if (!shown.equals(expected)) {
                sawAnother.set(true);
                throw new CertificateException("another certificate");
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("no clients here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
