package org.okiagari.it.arquillian;

import java.io.IOException;
import javax.management.JMException;
import javax.management.remote.JMXConnector;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.okiagari.it.Beans;
import org.okiagari.it.Build;
import org.okiagari.it.RunningServer;
import org.okiagari.it.SavingChecks;
import org.okiagari.it.TestHome;
import org.okiagari.it.Wait;

/** okiagari.war in Payara Micro, a process that the adapter starts with the deployment. */
@ExtendWith(ArquillianExtension.class)
class PayaraMicroArquillianIT {
    private static final TestHome HOME = TestHome.create("arquillian-payara");
    private static final SavingChecks CHECKS = SavingChecks.prepare(HOME, 0x1f00a002);

    static {
        RunningServer.writePreboot(HOME);
    }

    @SuppressWarnings("NullAway.Init") // connect() sets it.
    private Beans beans;

    @Deployment(testable = false)
    static WebArchive whatWeShip() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, Build.war().toFile());
    }

    @BeforeEach
    void connect() throws IOException {
        long pid = Wait.value(() -> ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("payara-micro.jar"))
                .map(ProcessHandle::pid)
                .findFirst());
        JMXConnector connector = RunningServer.attach(pid);
        beans = new Beans(connector.getMBeanServerConnection());
        CHECKS.awaitMonitoring(beans);
    }

    @AfterAll
    static void endDaemons() {
        CHECKS.shutDown(HOME);
        CHECKS.end(HOME);
    }

    @Test
    void tellsWhatIsWatched() {
        CHECKS.beansTellWhatIsWatched(beans);
    }

    @Test
    void describesEveryBean() throws JMException, IOException {
        CHECKS.everythingIsDescribed(beans);
    }

    @Test
    void looksAtEveryInterval() {
        CHECKS.timersTick(beans);
    }

    @Test
    void savesAKilledProcessAndNotifies() throws JMException, IOException {
        CHECKS.killedProcessIsSavedAndNotified(beans);
    }
}
