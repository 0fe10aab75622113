package org.okiagari.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.okiagari.check.FreePorts;

/** GlassFish and Payara Server: a domain of its own, steered by {@code asadmin}. */
final class GlassFish extends FullServer {
    private static final String DOMAIN = "okiagari";
    private static final int ADMIN = 48;
    private static final int HTTP = 80;
    private static final int JMX = 86;

    /** On loopback: what has an address, and listeners that have none; without a JMS broker and Payara's data grid. */
    private static final List<String> LOOPBACK = List.of(
            "s/address=\"0.0.0.0\"/address=\"127.0.0.1\"/",
            "/<network-listener /{/ address=/!s/<network-listener /&address=\"127.0.0.1\" /}",
            "s/<config name=\"server-config\"[^>]*>/&<jms-service type=\"REMOTE\" default-jms-host=\"\"\\/>/",
            "s/<hazelcast-config-specific-configuration>/<hazelcast-config-specific-configuration enabled=\"false\">/");

    /** A domain takes its ports out of one hundred. */
    private final int base;

    GlassFish(String name, TestHome home) {
        this(name, home, FreePorts.hundred());
    }

    private GlassFish(String name, TestHome home, int base) {
        super(name, home, base + HTTP);
        this.base = base;
    }

    @Override
    void prepare() {
        run(
                List.of(),
                asadmin(
                        "--user",
                        "admin",
                        "create-domain",
                        "--nopassword",
                        "--domaindir",
                        domains(),
                        "--portbase",
                        Integer.toString(base),
                        DOMAIN));
        String settings = DOMAIN + "/config/domain.xml";
        List<String> sed = new ArrayList<>(
                List.of("sed", "-i", instance().resolve(settings).toString()));
        LOOPBACK.forEach(change -> sed.addAll(List.of("-e", change)));
        Run.ok(sed.toArray(String[]::new));
        String options = Stream.concat(
                        properties().stream(), Stream.of(FORGETFUL, "-Djava.rmi.server.hostname=127.0.0.1"))
                .map(option -> "<jvm-options>" + option + "</jvm-options>")
                .collect(Collectors.joining("\n"));
        edit(settings, "</java-config>", options + "\n</java-config>");
    }

    @Override
    List<String> startCommand() {
        return command(List.of(), asadmin("start-domain", "--verbose", "--domaindir", domains(), DOMAIN));
    }

    @Override
    String refusal() {
        return name().equals("glassfish") && Jdk.feature() > 21 ? "No GlassFishRuntime available" : "";
    }

    /** Commands are taken before the platform's MBeanServer is made; an attach in between fails. */
    @Override
    void awaitManagement() {
        awaitCommand(List.of(), steer("list-applications"));
        await().untilAsserted(() -> ownJmx().close());
    }

    @Override
    int managementPort() {
        return base + ADMIN;
    }

    @Override
    void deploy(Path ear) {
        run(List.of(), steer("deploy", ear.toString()));
    }

    @Override
    void undeploy() {
        run(List.of(), steer("undeploy", "okiagari"));
    }

    @Override
    void stopCommand() {
        run(List.of(), asadmin("stop-domain", "--domaindir", domains(), DOMAIN));
    }

    @Override
    @SuppressWarnings("BanJNDI") // The address is our own server's.
    JMXConnector ownJmx() throws IOException {
        return JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + (base + JMX) + "/jmxrmi"),
                Map.of(JMXConnector.CREDENTIALS, new String[] {"admin", ""}));
    }

    private String domains() {
        return instance().toString();
    }

    private String[] asadmin(String... words) {
        List<String> command = new ArrayList<>(
                List.of("sh", installation().resolve("bin/asadmin").toString()));
        command.addAll(List.of(words));
        return command.toArray(String[]::new);
    }

    private String[] steer(String... words) {
        List<String> command = new ArrayList<>(
                List.of("--host", "127.0.0.1", "--port", Integer.toString(managementPort()), "--interactive=false"));
        command.addAll(List.of(words));
        return asadmin(command.toArray(String[]::new));
    }
}
