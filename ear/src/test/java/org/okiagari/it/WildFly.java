package org.okiagari.it;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.okiagari.check.FreePorts;

/** WildFly: {@code standalone.sh} with a base directory of its own, steered by {@code jboss-cli.sh}. */
final class WildFly extends FullServer {
    private final int management = FreePorts.one();
    private boolean configured;

    WildFly(TestHome home) {
        super("wildfly", home, FreePorts.one());
    }

    @Override
    void prepare() {
        copy(installation().resolve("standalone"), base());
    }

    @Override
    List<String> startCommand() {
        List<String> command = command(
                List.of("JBOSS_JAVA_SIZING=" + HEAP + " " + FORGETFUL),
                "bash",
                bin("standalone.sh"),
                "-Djboss.server.base.dir=" + base(),
                "-Djboss.http.port=" + port(),
                "-Djboss.https.port=" + FreePorts.one(),
                "-Djboss.management.http.port=" + management);
        command.addAll(properties());
        return command;
    }

    /** The line for undertow is needed once: the users of Okiagari are no users of the server's own domain. */
    @Override
    void awaitManagement() {
        awaitCommand(List.of(), cli("ls"));
        if (!configured) {
            run(
                    List.of(),
                    cli("/subsystem=undertow/application-security-domain=other:"
                            + "write-attribute(name=integrated-jaspi,value=false)"));
            run(List.of(), cli("reload"));
            configured = true;
        }
    }

    @Override
    int managementPort() {
        return management;
    }

    @Override
    void deploy(Path ear) {
        run(List.of(), cli("deploy " + ear));
    }

    @Override
    void undeploy() {
        run(List.of(), cli("undeploy okiagari.ear"));
    }

    @Override
    void stopCommand() {
        run(List.of(), cli("shutdown"));
    }

    @Override
    @SuppressWarnings("BanJNDI") // The address is our own server's.
    JMXConnector ownJmx() throws IOException {
        ClassLoader client = new URLClassLoader(new URL[] {url(installation().resolve("bin/client/jboss-client.jar"))});
        return JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:remote+http://127.0.0.1:" + management),
                Map.of(JMXConnectorFactory.PROTOCOL_PROVIDER_CLASS_LOADER, client));
    }

    private Path base() {
        return instance().resolve("standalone");
    }

    private String bin(String script) {
        return installation().resolve("bin").resolve(script).toString();
    }

    private String[] cli(String order) {
        return new String[] {
            "bash", bin("jboss-cli.sh"), "--connect", "--controller=127.0.0.1:" + management, "--command=" + order
        };
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
