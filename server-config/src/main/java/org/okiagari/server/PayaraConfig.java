package org.okiagari.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Payara Micro is told: its arguments, its pre-boot commands, its logging. */
final class PayaraConfig {
    private static final String LISTENER =
            "set configs.config.server-config.network-config.network-listeners.network-listener.";
    private static final String HTTP =
            "set configs.config.server-config.network-config.protocols.protocol.http-listener.http.";

    private final ServerHome home;
    private final Settings settings;

    PayaraConfig(ServerHome home, Settings settings) {
        this.home = home;
        this.settings = settings;
    }

    /**
     * Writes the files and returns the arguments. Never {@code --nocluster}: together with {@code --nohazelcast} it opens
     * port 6900 on every address. The root directory is a fresh one: a kept one deploys the application twice.
     */
    String[] write(Path war) {
        Path root = home.empty("payara");
        Path preBoot = write(home.run("payara-preboot.txt"), preBoot());
        Path logging = write(home.run("payara-logging.properties"), logging());
        return new String[] {
            "--nohazelcast",
            "--disablephonehome",
            "--rootdir",
            root.toString(),
            "--port",
            String.valueOf(settings.port()),
            "--prebootcommandfile",
            preBoot.toString(),
            "--logproperties",
            logging.toString(),
            "--deploy",
            war.toString()
        };
    }

    private List<String> preBoot() {
        String address = settings.address().getHostAddress();
        return List.of(
                LISTENER + "http-listener.address=" + address,
                LISTENER + "https-listener.address=" + address,
                "set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false",
                HTTP + "xpowered-by=false",
                HTTP + "server-header=false",
                HTTP + "compression=on",
                HTTP + "compressable-mime-type=text/html,text/css,text/javascript,application/javascript,"
                        + "application/json,image/svg+xml");
    }

    private static List<String> logging() {
        return List.of(
                "handlers=" + RotatingLog.class.getName(),
                "java.util.logging.SimpleFormatter.format=%1$tFT%1$tT.%1$tL%1$tz %4$s %3$s %5$s%6$s%n",
                ".level=INFO",
                "com.hazelcast.level=WARNING",
                "fish.payara.nucleus.util.level=WARNING",
                "org.glassfish.admin.mbeanserver.level=WARNING",
                "javax.enterprise.system.tools.deployment.dol.level=WARNING",
                "javax.enterprise.system.tools.deployment.common.level=WARNING");
    }

    private static Path write(Path file, List<String> lines) {
        try {
            return Files.write(file, lines, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Trouble(Trouble.CANNOT_START, file + " cannot be written");
        }
    }
}
