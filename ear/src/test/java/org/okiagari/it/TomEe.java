package org.okiagari.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.okiagari.check.FreePorts;

/** TomEE Plus: {@code catalina.sh run} with a base of its own; an application is dropped into a watched folder and taken out. */
final class TomEe extends FullServer {
    /** What it says when it has started and deployed what lies in its folder. */
    static final String STARTED = "Server startup in";

    private static final String JMX = "-Dcom.sun.management.jmxremote.";

    private final int shutdown = FreePorts.one();
    private final int jmx = FreePorts.one();

    TomEe(TestHome home) {
        super("tomee", home, FreePorts.one());
    }

    @Override
    void prepare() {
        copy(installation().resolve("conf"), instance().resolve("conf"));
        for (String part : List.of("apps", "logs", "temp", "webapps", "work", "incoming")) {
            directory(instance().resolve(part));
        }
        edit("conf/server.xml", "port=\"8005\"", "port=\"" + shutdown + "\"");
        edit("conf/server.xml", "<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"" + port() + "\"");
        edit("conf/tomee.xml", "</tomee>", "<Deployments dir=\"apps\" autoDeploy=\"true\"/></tomee>");
        secret("conf/jmx.password", "monitor secret\n");
        secret("conf/jmx.access", "monitor readonly\n");
    }

    /** Its deployer is an EJB behind the pages' port. */
    @Override
    void openToTools() {
        home().write(
                        instance().resolve("conf/system.properties"),
                        "tomee.remote.support = true\nopenejb.system.apps = true\n");
    }

    @Override
    List<String> startCommand() {
        String options = HEAP + " " + FORGETFUL + " " + String.join(" ", properties()) + remoteJmx();
        return command(
                List.of("CATALINA_BASE=" + instance(), "CATALINA_TMPDIR=" + home().tmp(), "CATALINA_OPTS=" + options),
                "bash",
                catalina(),
                "run");
    }

    /** None where it does not run: with its own agent and the JDK's, JDK 25 ends without a word. */
    private String remoteJmx() {
        return refusal().isEmpty()
                ? " -Djava.rmi.server.hostname=127.0.0.1 "
                        + String.join(
                                " ",
                                JMX + "port=" + jmx,
                                JMX + "rmi.port=" + jmx,
                                JMX + "host=127.0.0.1",
                                JMX + "ssl=false",
                                JMX + "password.file=" + instance().resolve("conf/jmx.password"),
                                JMX + "access.file=" + instance().resolve("conf/jmx.access"))
                : "";
    }

    @Override
    String refusal() {
        return Jdk.feature() < 24 ? "" : "Setting a system-wide Policy object is not supported";
    }

    @Override
    void awaitManagement() {
        await().until(() -> home().read("server.log").contains(STARTED));
    }

    @Override
    void deploy(Path ear) {
        try {
            Path copy = instance().resolve("incoming/okiagari.ear");
            Files.copy(ear, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, instance().resolve("apps/okiagari.ear"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    void undeploy() {
        try {
            Files.delete(instance().resolve("apps/okiagari.ear"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    void stopCommand() {
        run(List.of("CATALINA_BASE=" + instance()), "bash", catalina(), "stop");
    }

    @Override
    @SuppressWarnings("BanJNDI") // The address is our own server's.
    JMXConnector ownJmx() throws IOException {
        return JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmx + "/jmxrmi"),
                Map.of(JMXConnector.CREDENTIALS, new String[] {"monitor", "secret"}));
    }

    /** The JDK's remote agent brings the local one with it. */
    @Override
    int localAgents() {
        return 1;
    }

    private String catalina() {
        return installation().resolve("bin/catalina.sh").toString();
    }

    private void secret(String file, String text) {
        try {
            Files.setPosixFilePermissions(
                    home().write(instance().resolve(file), text), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
