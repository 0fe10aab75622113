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
 * <p>The JDK's engines keep it by themselves. Grizzly gives them new parameters, where the client's counts, and has no setting for
 * that. So the context that it asks for is the JDK's own with engines that keep it all the same (ADR 0151). It makes no
 * difference to a client's side of a connection.
 */
final class OrderedSuites extends Provider {
    private static final long serialVersionUID = 1;

    private static final String JDK = "SunJSSE";
    private static final String ALGORITHM = "TLS";

    OrderedSuites() {
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
            return new OrderedEngine(jdk.createSSLEngine());
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return new OrderedEngine(jdk.createSSLEngine(host, port));
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
    }
}
