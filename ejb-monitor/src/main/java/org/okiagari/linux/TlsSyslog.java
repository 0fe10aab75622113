package org.okiagari.linux;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.okiagari.pcheck.SyslogSender;

/**
 * Sends to a log daemon by TLS: frames of RFC 5425 (length, blank, line), in them the same line as by UDP. The daemon's
 * certificate is checked, its name too; without a good one nothing is sent and the lines wait.
 */
final class TlsSyslog implements SyslogSender, AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(TlsSyslog.class.getName());
    private static final int CONNECT_MILLIS = 5_000;
    private static final int HANDSHAKE_MILLIS = 10_000;

    private final String host;
    private final int port;
    private final String ownName;
    private final SSLSocketFactory factory;
    private @Nullable SSLSocket socket;
    private String lastProblem = "";

    private TlsSyslog(String host, int port, String ownName, SSLSocketFactory factory) {
        this.host = host;
        this.port = port;
        this.ownName = ownName;
        this.factory = factory;
    }

    /**
     * Makes one; it connects when there is a line to send.
     *
     * @param authorities certificates to trust (PEM), empty for those of the JDK
     * @throws IllegalStateException if they cannot be read
     */
    static TlsSyslog to(String host, int port, String ownName, Optional<byte[]> authorities) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities.isPresent() ? store(authorities.get()) : null);
            context.init(null, trust.getTrustManagers(), null);
            return new TlsSyslog(host, port, ownName, context.getSocketFactory());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("No TLS for syslog: " + e.getMessage(), e);
        }
    }

    private static @Nullable KeyStore store(byte[] pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("ca" + number, certificate);
            number++;
        }
        return store;
    }

    @Override
    public synchronized boolean send(String ident, long pid, int severity, Instant time, String text) {
        byte[] line = SyslogFormat.message(ownName + " ", ident, pid, severity, time, ZoneId.systemDefault(), text);
        byte[] head = (line.length + " ").getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[head.length + line.length];
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(line, 0, frame, head.length, line.length);
        try {
            SSLSocket open = connected();
            open.getOutputStream().write(frame);
            open.getOutputStream().flush();
            lastProblem = "";
            return true;
        } catch (IOException e) {
            close();
            say(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Kept while the daemon keeps it: what is written to one that has gone would be lost without a word. */
    private SSLSocket connected() throws IOException {
        SSLSocket open = socket;
        if (open != null && isAlive(open)) {
            return open;
        }
        close();
        // Resolved each time: a name may move. This thread may wait for it.
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            SSLSocket made = (SSLSocket) factory.createSocket(plain, host, port, true);
            socket = made;
            SSLParameters parameters = made.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            made.setSSLParameters(parameters);
            made.setTcpNoDelay(true);
            made.setSoTimeout(HANDSHAKE_MILLIS);
            made.startHandshake();
            return made;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static boolean isAlive(SSLSocket open) {
        try {
            open.setSoTimeout(1);
            return open.getInputStream().read() >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Once for each reason: the lines wait and are tried for as long as it takes. */
    private void say(String problem) {
        if (!problem.equals(lastProblem)) {
            lastProblem = problem;
            LOGGER.warning("Syslog by TLS to " + host + ":" + port + " does not work, its lines wait: " + problem);
        }
    }

    @Override
    public synchronized void close() {
        SSLSocket open = socket;
        socket = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is gone, which is all we want.
            }
        }
    }
}
