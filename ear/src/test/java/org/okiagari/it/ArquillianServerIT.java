package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import javax.management.remote.JMXConnector;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** okiagari.ear is deployed into a full server by the Arquillian adapter of its maker; in the profile of that server. */
@ExtendWith({ArquillianServerIT.Operator.class, ArquillianExtension.class})
class ArquillianServerIT {
    private static final String OKIAGARI = "okiagari";
    private static final TestHome HOME = TestHome.create("arquillian-server");
    private static final SavingChecks CHECKS = SavingChecks.prepare(HOME, 0x1f00a003);
    private static final FullServer SERVER = FullServers.ofProfile(HOME);

    @ArquillianResource
    @SuppressWarnings("NullAway.Init") // Arquillian sets it.
    private Deployer deployer;

    /** Starts the server before Arquillian reads where it is, and ends it after Arquillian has let go of it. */
    static final class Operator implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(Operator.class))
                    .put(OKIAGARI, (ExtensionContext.Store.CloseableResource) Operator::end);
            SERVER.prepare();
            SERVER.openToTools();
            SERVER.start();
            System.setProperty("it.server.home", SERVER.installation().toString());
            System.setProperty("it.server.instance", SERVER.instance().toString());
            System.setProperty("it.server.http", Integer.toString(SERVER.port()));
            System.setProperty("it.server.management", Integer.toString(SERVER.managementPort()));
        }

        private static void end() {
            SERVER.close();
            CHECKS.end(HOME);
        }
    }

    @Deployment(name = OKIAGARI, managed = false, testable = false)
    static EnterpriseArchive whatWeShip() {
        return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, Build.ear().toFile());
    }

    @Test
    void isDeployedSavesAndIsUndeployed() throws IOException {
        deployer.deploy(OKIAGARI);

        SERVER.pages().awaitReady();
        assertThat(new Jolokia(SERVER.pages(), "viewer")
                        .read(Beans.AGENT, "PentCount")
                        .getAsInt())
                .isOne();
        try (JMXConnector connector = SERVER.attach()) {
            Beans beans = new Beans(connector.getMBeanServerConnection());
            CHECKS.awaitMonitoring(beans);
            CHECKS.killedProcessIsSaved(beans);

            deployer.undeploy(OKIAGARI);

            Wait.until(() -> assertThat(beans.names()).isEmpty());
        }
    }
}
