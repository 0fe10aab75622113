package org.okiagari.it.arquillian;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import javax.management.JMException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.glassfish.embeddable.CommandResult;
import org.glassfish.embeddable.CommandRunner;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.okiagari.it.Beans;
import org.okiagari.it.Build;
import org.okiagari.it.Redeployment;
import org.okiagari.it.RunningServer;
import org.okiagari.it.SavingChecks;
import org.okiagari.it.TestHome;

/** okiagari.ear in GlassFish Embedded, which runs in this JVM. */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GlassFishEmbeddedArquillianIT {
    private static final String APPLICATION = "okiagari";
    private static final String NO_HTTPS =
            "configs.config.server-config.network-config.network-listeners.network-listener.https-listener.enabled=false";
    private static final TestHome HOME = TestHome.create("arquillian-glassfish");
    private static final SavingChecks CHECKS = SavingChecks.prepare(HOME, 0x1f00a001);
    private static final Beans BEANS = new Beans(ManagementFactory.getPlatformMBeanServer());

    @ArquillianResource
    @SuppressWarnings("NullAway.Init") // Arquillian sets it.
    private Deployer deployer;

    @Deployment(name = APPLICATION, managed = false, testable = false)
    static EnterpriseArchive whatWeShip() {
        return ShrinkWrap.createFromZipFile(EnterpriseArchive.class, Build.ear().toFile());
    }

    @AfterAll
    static void endDaemons() {
        CHECKS.end(HOME);
    }

    /** The adapter has no setting for the address; nothing is deployed yet. */
    @BeforeAll
    @SuppressWarnings("BanJNDI") // The adapter hands out the server's commands by this name only.
    static void listenOnLoopback() throws NamingException {
        CommandRunner server = (CommandRunner) new InitialContext().lookup("org.glassfish.embeddable.CommandRunner");
        for (String setting : List.of(RunningServer.LOOPBACK, NO_HTTPS)) {
            CommandResult result = server.run("set", setting);
            assertThat(result.getExitStatus()).as(result.getOutput()).isEqualTo(CommandResult.ExitStatus.SUCCESS);
        }
    }

    @Test
    @Order(1)
    void monitorsAfterTheDeployment() {
        deployer.deploy(APPLICATION);

        CHECKS.awaitMonitoring(BEANS);
        CHECKS.beansTellWhatIsWatched(BEANS);
    }

    @Test
    @Order(2)
    void describesEveryBean() throws JMException, IOException {
        CHECKS.everythingIsDescribed(BEANS);
    }

    @Test
    @Order(3)
    void looksAtEveryInterval() {
        CHECKS.timersTick(BEANS);
    }

    @Test
    @Order(4)
    void savesAKilledProcessAndNotifies() throws JMException, IOException {
        CHECKS.killedProcessIsSavedAndNotified(BEANS);
    }

    @Test
    @Order(5)
    @DisplayName("R-41: deployed again and again it leaves nothing behind")
    void r41LeavesNothingBehindWhenItIsDeployedAgain() throws IOException {
        Redeployment.again(BEANS, CHECKS, () -> deployer.undeploy(APPLICATION), () -> deployer.deploy(APPLICATION));
    }

    @Test
    @Order(6)
    void hasNoBeanAfterTheUndeployment() {
        deployer.undeploy(APPLICATION);

        assertThat(BEANS.names()).isEmpty();
    }
}
