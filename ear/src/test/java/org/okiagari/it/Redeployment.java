package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/**
 * undeploys and deploys again, and compares what is held with what was held after the first deployment.
 *
 * <p>System property {@code okiagari.redeployments}: how often, five times unless told otherwise.
 */
public final class Redeployment {
    private static final int TIMES = Integer.getInteger("okiagari.redeployments", 5);

    private Redeployment() {}

    /** Does it on a server where the application is deployed and monitors. */
    public static void again(Beans beans, SavingChecks checks, Runnable undeploy, Runnable deploy) throws IOException {
        checks.awaitMonitoring(beans);
        checks.killedProcessIsSaved(beans);
        Footprint first = Footprint.atRest(beans);

        for (int i = 0; i < TIMES; i++) {
            undeploy.run();
            assertThat(beans.names()).as("beans after undeployment %d", i + 1).isEmpty();
            deploy.run();
            checks.awaitMonitoring(beans);
            checks.killedProcessIsSaved(beans);
        }

        Wait.until(() -> {
            Footprint now = Footprint.of(beans);
            assertThat(now.beans()).isEqualTo(first.beans());
            assertThat(now.beyond(first)).isEmpty();
        });
        System.out.println("Redeployment: " + TIMES + " times");
    }
}
