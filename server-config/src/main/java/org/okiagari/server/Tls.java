package org.okiagari.server;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * TLS of this start.
 *
 * @param key what is shown and proved
 * @param store the same for Payara
 * @param file the certificate to give to clients, empty where the user has it himself
 */
record Tls(TlsKey key, TlsStore store, Optional<Path> file) {
    /** Reads the user's key, or the host's own, which is made where it is missing; {@code say} is given warnings. */
    static Tls prepare(ServerHome home, Listeners settings, List<String> say) {
        Optional<Path> certificate = settings.certificate();
        if (certificate.isEmpty()) {
            settings.key().ifPresent(path -> say.add("TLS_KEY = " + path + " is not used without TLS_CERT"));
            HostKey host = new HostKey(home.conf("tls"), HostNames.of(settings), settings.files());
            TlsKey key = host.read(say);
            return new Tls(key, TlsStore.write(home.run("tls.p12"), key), Optional.of(host.certificateFile()));
        }
        TlsKey key = TlsKey.read(certificate.get(), settings.key(), settings.files());
        Instant end = key.certificate().getNotAfter().toInstant();
        if (end.isBefore(Instant.now())) {
            say.add("the certificate in " + certificate.get() + " ended at " + end + ": clients will refuse it");
        }
        return new Tls(key, TlsStore.write(home.run("tls.p12"), key), Optional.empty());
    }

    /** Returns where the certificate lies, for the greeting. */
    String where() {
        return file.map(path -> ", in " + path).orElse("");
    }
}
