package org.okiagari.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.okiagari.check.FreePorts;

/** Open Liberty: {@code server run} with a user directory of its own; an application is dropped in and taken out. */
final class OpenLiberty extends FullServer {
    private static final String SERVER = "okiagari";

    OpenLiberty(TestHome home) {
        super("openliberty", home, FreePorts.one());
    }

    @Override
    void prepare() {
        directory(server().resolve("apps"));
        home().write(server().resolve("server.xml"), """
                        <server>
                          <featureManager>
                            <feature>webProfile-10.0</feature>
                            <feature>localConnector-1.0</feature>
                          </featureManager>
                          <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                          <applicationManager autoExpand="true"/>
                          <applicationMonitor dropins="dropins" updateTrigger="polled"/>
                        </server>
                        """.formatted(port()));
        directory(dropins());
        home().write(
                        server().resolve("jvm.options"),
                        HEAP + "\n" + FORGETFUL + "\n" + String.join("\n", properties()) + "\n");
    }

    @Override
    List<String> startCommand() {
        return command(environment(), script(), "run", SERVER);
    }

    @Override
    void awaitManagement() {
        awaitCommand(environment(), script(), "status", SERVER);
        await().until(() -> Files.isReadable(jmxAddress()));
    }

    /** A move into the folder is one step; a copy could be seen half done. */
    @Override
    void deploy(Path ear) {
        try {
            Path copy = server().resolve("apps/okiagari.ear");
            Files.copy(ear, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, dropins().resolve("okiagari.ear"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    void undeploy() {
        try {
            Files.delete(dropins().resolve("okiagari.ear"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    void stopCommand() {
        run(environment(), script(), "stop", SERVER);
    }

    @Override
    @SuppressWarnings("BanJNDI") // The address is our own server's.
    JMXConnector ownJmx() throws IOException {
        return JMXConnectorFactory.connect(
                new JMXServiceURL(Files.readString(jmxAddress()).strip()));
    }

    @Override
    int localAgents() {
        return 1;
    }

    private Path jmxAddress() {
        return server().resolve("logs/state/com.ibm.ws.jmx.local.address");
    }

    private Path server() {
        return instance().resolve("servers").resolve(SERVER);
    }

    private Path dropins() {
        return server().resolve("dropins");
    }

    private List<String> environment() {
        return List.of("WLP_USER_DIR=" + instance());
    }

    private String script() {
        return installation().resolve("bin/server").toString();
    }
}
