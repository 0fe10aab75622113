package org.okiagari.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.settings.Settings;
import org.okiagari.api.settings.SettingsFile;

/**
 * Where the embedded server listens.
 *
 * @param address HTTP_ADDRESS of psagent.conf, 127.0.0.1; one that is not loopback is for TLS alone
 * @param port okiagari.port, else HTTP_PORT of psagent.conf, 8080; 0 = any free one, by the property alone; {@link #NONE}
 *     = no plain HTTP at all
 * @param httpsPort HTTPS_PORT, {@link #NONE} = no TLS
 * @param certificate TLS_CERT, a path below conf/ or absolute; empty = the key of this host, which is made where needed
 * @param key TLS_KEY, likewise
 * @param allowedHosts ALLOWED_HOSTS: other names of this server
 * @param files the rule of safe files
 * @param warnings values that cannot be used: the default holds
 */
record Listeners(
        InetAddress address,
        int port,
        int httpsPort,
        Optional<Path> certificate,
        Optional<Path> key,
        List<String> allowedHosts,
        SafeFiles files,
        List<String> warnings) {
    /** Instead of a port: it is not listened on. */
    static final int NONE = -1;

    /** Copies the lists. */
    Listeners {
        allowedHosts = List.copyOf(allowedHosts);
        warnings = List.copyOf(warnings);
    }

    /**
     * Takes what this server needs out of psagent.conf.
     *
     * @throws Trouble where the property is no port, or plain HTTP would leave the host
     */
    static Listeners of(Path psagentConf, String portProperty) {
        SettingsFile file = SettingsFile.read(psagentConf);
        List<String> warnings = new ArrayList<>(file.warnings());
        Settings said = file.settings();
        int https = said.httpsPort() == 0 ? NONE : said.httpsPort();
        InetAddress address = address(said.httpAddress(), psagentConf, warnings);
        if (!address.isLoopbackAddress() && https == NONE) {
            throw new Trouble(
                    Trouble.SETTING,
                    psagentConf + ": HTTP_ADDRESS = " + said.httpAddress()
                            + " is refused without TLS: plain HTTP is for loopback only, set HTTPS_PORT (for example"
                            + " 8443)");
        }
        int port = portProperty.isEmpty()
                ? httpPort(said.httpPort(), https != NONE, psagentConf, warnings)
                : portOf(portProperty);
        return new Listeners(
                address,
                port,
                https,
                said.tlsCert().map(psagentConf::resolveSibling),
                said.tlsKey().map(psagentConf::resolveSibling),
                said.allowedHosts(),
                file.files(),
                warnings);
    }

    /** Returns the same with the ports that were found to be free. */
    Listeners withPorts(int plain, int tls) {
        return new Listeners(address, plain, tls, certificate, key, allowedHosts, files, warnings);
    }

    boolean hasTls() {
        return httpsPort != NONE;
    }

    boolean hasPlain() {
        return port != NONE;
    }

    /** Where plain HTTP is served: it never leaves the host. */
    InetAddress plainAddress() {
        return address.isLoopbackAddress() ? address : InetAddress.getLoopbackAddress();
    }

    private static int portOf(String property) {
        try {
            int port = Integer.parseInt(property);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // As bad as one that is too large.
        }
        throw new Trouble(Trouble.SETTING, "okiagari.port is no port: " + property);
    }

    /** With TLS a 0 switches plain HTTP off; without it nothing would be left. */
    private static int httpPort(int port, boolean hasTls, Path file, List<String> warnings) {
        if (port == 0 && !hasTls) {
            int usual = Settings.defaults().httpPort();
            warnings.add(file + ": HTTP_PORT = 0 needs HTTPS_PORT, " + usual + " holds");
            return usual;
        }
        return port == 0 ? NONE : port;
    }

    private static InetAddress address(String text, Path file, List<String> warnings) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            warnings.add(file + ": HTTP_ADDRESS is no address, " + loopback.getHostAddress() + " holds (" + text + ")");
            return loopback;
        }
    }
}
