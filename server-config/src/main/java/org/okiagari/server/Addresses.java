package org.okiagari.server;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where this server is reached. */
final class Addresses {
    private final Listeners settings;

    Addresses(Listeners settings) {
        this.settings = settings;
    }

    /** Returns the addresses of the console, that by TLS first. */
    List<String> urls() {
        List<String> urls = new ArrayList<>();
        if (settings.hasTls()) {
            urls.add("https://" + tlsHost() + ":" + settings.httpsPort() + "/okiagari/");
        }
        if (settings.hasPlain()) {
            urls.add("http://" + Probe.host(settings.plainAddress()) + ":" + settings.port() + "/okiagari/");
        }
        return urls;
    }

    /** Returns what asks all of them. */
    List<Probe> probes(Optional<TlsKey> tls) {
        List<Probe> probes = new ArrayList<>();
        if (settings.hasPlain()) {
            probes.add(Probe.plain(settings.plainAddress(), settings.port()));
        }
        tls.ifPresent(key -> probes.add(Probe.tls(settings.address(), settings.httpsPort(), key.certificate())));
        return probes;
    }

    /** All addresses have no name of their own: the host's stands in the certificate. */
    private String tlsHost() {
        InetAddress address = settings.address();
        String host = HostNames.of(settings).host();
        return address.isAnyLocalAddress() ? (host.isEmpty() ? "localhost" : host) : Probe.host(address);
    }
}
