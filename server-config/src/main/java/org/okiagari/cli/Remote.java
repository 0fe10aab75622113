package org.okiagari.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A server that is reached over HTTP.
 *
 * @param uri its Jolokia address
 * @param user who logs in, empty for nobody
 * @param passwordFile where the password stands, null for none
 * @param caCert certificates to trust (PEM), null for those of the JDK
 */
record Remote(
        URI uri,
        String user,
        @Nullable Path passwordFile,
        @Nullable Path caCert) {

    /** Returns whether the password would travel in the clear over a network. */
    boolean isInTheClear() {
        return !user.isEmpty() && uri.getScheme().equals("http") && !isThisHost();
    }

    /** Returns whether the address is one of loopback. */
    boolean isThisHost() {
        String host = uri.getHost();
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }

    /** Gathers the options of a remote server. */
    static final class Builder {
        private String url = "";
        private String user = "";
        private @Nullable Path passwordFile;
        private @Nullable Path caCert;

        void url(String value) {
            url = value;
        }

        void user(String value) {
            user = value;
        }

        void passwordFile(String value) {
            passwordFile = Path.of(value);
        }

        void caCert(String value) {
            caCert = Path.of(value);
        }

        /** Returns the remote server, or null if none was named. */
        @Nullable
        Remote build() {
            if (url.isEmpty()) {
                if (!user.isEmpty() || passwordFile != null || caCert != null) {
                    throw Failure.usage("--user, --password-file and --cacert go with --url");
                }
                return null;
            }
            if (user.isEmpty() != (passwordFile == null)) {
                throw Failure.usage("--user and --password-file go together");
            }
            return remote();
        }

        /** The same for a command that logs in always, and asks for the password where no file was named. */
        @Nullable
        Remote buildForLogIn() {
            if (url.isEmpty()) {
                return build();
            }
            user = user.isEmpty() ? "admin" : user;
            return remote();
        }

        private Remote remote() {
            return new Remote(jolokia(url), user, passwordFile, caCert);
        }

        /** The address may end at the server, at the application or at Jolokia. */
        private static URI jolokia(String url) {
            String base = url;
            while (base.endsWith("/")) {
                base = base.substring(0, base.length() - 1);
            }
            URI uri;
            try {
                uri = URI.create(base);
            } catch (IllegalArgumentException e) {
                throw Failure.usage("--url is no address: " + url);
            }
            String scheme = uri.getScheme();
            if (uri.getHost() == null || scheme == null || !scheme.equals("http") && !scheme.equals("https")) {
                throw Failure.usage("--url is no http or https address: " + url);
            }
            String path = uri.getPath();
            if (path.isEmpty()) {
                return URI.create(base + "/okiagari/jolokia");
            }
            return path.endsWith("/jolokia") ? uri : URI.create(base + "/jolokia");
        }
    }
}
