package org.okiagari.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Payara Micro is told: its arguments, its pre-boot commands, its logging. */
final class PayaraConfig {
    private static final String LISTENER =
            "set configs.config.server-config.network-config.network-listeners.network-listener.";
    private static final String PROTOCOL = "set configs.config.server-config.network-config.protocols.protocol.";

    /**
     * Payara's own error pages name the product. The setting wants a class, and an empty one is no value: this one of Payara's does
     * nothing at the end of a request, where error pages are made, and is not asked at its beginning.
     */
    private static final String ERROR_PAGES =
            "set configs.config.server-config.http-service.virtual-server.server.property.errorReportValve=";

    /** TLS 1.3, and of TLS 1.2 what has forward secrecy and authenticated encryption (RFC 9325, section 4.2). */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private final ServerHome home;
    private final Listeners settings;
    private final Optional<TlsStore> tls;

    /** Makes one; {@code tls} is there if the settings have a port for it. */
    PayaraConfig(ServerHome home, Listeners settings, Optional<TlsStore> tls) {
        this.home = home;
        this.settings = settings;
        this.tls = tls;
    }

    /**
     * Writes the files and returns the arguments. Never {@code --nocluster}: together with {@code --nohazelcast} it opens
     * port 6900 on every address. The root directory is a fresh one: a kept one deploys the application twice.
     */
    String[] write(Path war) {
        Path root = home.empty("payara");
        Path preBoot = write(home.run("payara-preboot.txt"), preBoot());
        Path logging = write(home.run("payara-logging.properties"), logging());
        List<String> arguments = new ArrayList<>(List.of(
                "--nohazelcast",
                "--disablephonehome",
                "--rootdir",
                root.toString(),
                "--prebootcommandfile",
                preBoot.toString(),
                "--logproperties",
                logging.toString(),
                "--deploy",
                war.toString()));
        if (settings.hasPlain()) {
            arguments.addAll(List.of("--port", String.valueOf(settings.port())));
        }
        return arguments.toArray(new String[0]);
    }

    private List<String> preBoot() {
        List<String> commands = new ArrayList<>(List.of(
                LISTENER + "http-listener.address=" + settings.plainAddress().getHostAddress(),
                LISTENER + "http-listener.enabled=" + settings.hasPlain(),
                LISTENER + "https-listener.address=" + settings.address().getHostAddress(),
                "set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false",
                ERROR_PAGES + "org.apache.catalina.valves.RemoteAddrValve"));
        commands.addAll(http("http-listener", "text/html,"));
        tls.ifPresent(store -> {
            // A page that repeats what it was asked must not be compressed under TLS (BREACH, CVE-2013-3587).
            commands.addAll(http("https-listener", ""));
            commands.addAll(https(store));
        });
        return commands;
    }

    private static List<String> http(String listener, String pages) {
        String http = PROTOCOL + listener + ".http.";
        return List.of(
                http + "xpowered-by=false",
                http + "server-header=false",
                http + "compression=on",
                http + "compressable-mime-type=" + pages + "text/css,text/javascript,application/javascript,"
                        + "application/json,image/svg+xml");
    }

    private List<String> https(TlsStore store) {
        String ssl = PROTOCOL + "https-listener.ssl.";
        return List.of(
                LISTENER + "https-listener.port=" + settings.httpsPort(),
                LISTENER + "https-listener.enabled=true",
                // What the guard looks at was tried with HTTP/1.1 only. Not on the plain port: without HTTP/2 Grizzly
                // waits 30 s for the
                // body of a request that offers an upgrade, as Java's own client does.
                PROTOCOL + "https-listener.http.http2-enabled=false",
                ssl + "key-store=" + store.file(),
                ssl + "key-store-password=" + store.password(),
                ssl + "cert-nickname=" + TlsStore.ALIAS,
                ssl + "tls12-enabled=true",
                ssl + "tls13-enabled=true",
                ssl + "ssl3-tls-ciphers="
                        + String.join(
                                ",", CIPHERS.stream().map(name -> "+" + name).toList()));
    }

    private static List<String> logging() {
        return List.of(
                "handlers=" + RotatingLog.class.getName(),
                "java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s %5$s%6$s%n",
                ".level=INFO",
                "com.hazelcast.level=WARNING",
                // It prints every command that was done, and with it the password of the key store.
                "fish.payara.boot.runtime.BootCommand.level=WARNING",
                "fish.payara.nucleus.util.level=WARNING",
                "org.glassfish.admin.mbeanserver.level=WARNING",
                "javax.enterprise.system.tools.deployment.dol.level=WARNING",
                "javax.enterprise.system.tools.deployment.common.level=WARNING");
    }

    private static Path write(Path file, List<String> lines) {
        try {
            SecretFile.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            return file;
        } catch (IOException e) {
            throw new Trouble(Trouble.CANNOT_START, file + " cannot be written");
        }
    }
}
