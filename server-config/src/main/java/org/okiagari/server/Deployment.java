package org.okiagari.server;

import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Deploys the application once more if the server came up without it (ADR 0162). */
final class Deployment {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private Deployment() {}

    /** What a running server is asked. */
    interface Server {
        /** Tells whether any application is deployed. */
        boolean hasApplication();

        /** Deploys this file; tells whether it could. */
        boolean deploy(Path war);
    }

    /** Makes sure of it on the server that was started; one that did not start is for {@link Readiness} to tell. */
    static void ensure(Path war, PrintStream err) {
        try {
            ensure(of(PayaraMicro.getInstance().getRuntime()), war, PAUSE_NANOS, err);
        } catch (IllegalStateException e) {
            err.println("okiagari-server: warning: Payara Micro does not run: " + e.getMessage());
        }
    }

    static void ensure(Server server, Path war, long pauseNanos, PrintStream err) {
        if (server.hasApplication()) {
            return;
        }
        err.println("okiagari-server: warning: Payara Micro did not deploy the application, it is told to once more");
        err.flush();
        // Whatever stood in the way, a file that is being replaced for one, may be gone in a moment.
        LockSupport.parkNanos(pauseNanos);
        if (!server.deploy(war)) {
            err.println("okiagari-server: warning: it did not the second time either");
        }
    }

    private static Server of(PayaraMicroRuntime runtime) {
        return new Server() {
            @Override
            public boolean hasApplication() {
                return !runtime.getDeployedApplicationNames().isEmpty();
            }

            @Override
            public boolean deploy(Path war) {
                return runtime.deploy(war.toFile());
            }
        };
    }
}
