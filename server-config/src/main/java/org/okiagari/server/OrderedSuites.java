package org.okiagari.server;

import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS where the server's order of cipher suites counts, not the client's.
 *
 * <p>JSSE takes the first suite of the client that the server has, unless each engine is told otherwise; Grizzly makes the
 * engines and has no setting for it. So the context it asks for is the JDK's own with this one thing added (ADR 0151). It makes no
 * difference to a client's side of a connection.
 */
final class OrderedSuites extends Provider {
    private static final long serialVersionUID = 1;

    private static final String JDK = "SunJSSE";
    private static final String ALGORITHM = "TLS";

    private OrderedSuites() {
        super("OkiagariTls", "1.0", "TLS of the JDK; the server's order of cipher suites counts");
        putService(new Service(this, "SSLContext", ALGORITHM, Context.class.getName(), null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) {
                return new Context();
            }
        });
    }

    /** Makes it the first choice of this JVM; where the JDK's own is not there, all stays as it is. */
    static void install() {
        if (Security.getProvider(JDK) != null) {
            Security.insertProviderAt(new OrderedSuites(), 1);
        }
    }

    private static final class Context extends SSLContextSpi {
        private final SSLContext jdk;

        Context() {
            try {
                jdk = SSLContext.getInstance(ALGORITHM, JDK);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This Java has no TLS", e);
            }
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trusted, @Nullable SecureRandom random)
                throws KeyManagementException {
            jdk.init(keys, trusted, random);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return ordered(jdk.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return ordered(jdk.createSSLEngine(host, port));
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return jdk.getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return jdk.getServerSocketFactory();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return jdk.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return jdk.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return jdk.getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return jdk.getSupportedSSLParameters();
        }

        private static SSLEngine ordered(SSLEngine engine) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setUseCipherSuitesOrder(true);
            engine.setSSLParameters(parameters);
            return engine;
        }
    }
}
