package org.okiagari.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** No test says that it wants the oracle, and each has it. */
class CheckExtensionTest {
    /** Broken by its own AfterEach, which comes before the oracle. */
    static class Forgetful {
        @TempDir
        Path home;

        @SuppressWarnings("NullAway.Init")
        private Written run;

        @BeforeEach
        void begin() {
            Checks.of(home);
            run = new Written(home);
        }

        @AfterEach
        void end() {
            run.check();
        }

        @Test
        void good() {
            run.start().up(7).down(7).restart(1);
        }

        @Test
        void bad() {
            run.start().up(7).restart(1);
        }

        @Test
        @Suspends(value = "I-2", why = "a test of the suspension")
        void badOnPurpose() {
            run.start().up(7).restart(1);
        }

        @Test
        @Suspends(value = "I-5", why = "not what is broken here")
        void badElsewhere() {
            run.start().up(7).restart(1);
        }
    }

    /** One home for all tests of a class. */
    static class Shared {
        @TempDir
        static Path home;

        @BeforeAll
        static void begin() {
            Checks.of(home);
            new Written(home).start().up(7).restart(1).check();
        }

        @Test
        void one() {
            assertThat(home).exists();
        }

        @Test
        void other() {
            assertThat(home).exists();
        }
    }

    private static TestExecutionSummary run(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    private static List<String> failed(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName())
                .sorted()
                .toList();
    }

    @Test
    void endsEachTestWithTheOracleUnlessItIsSuspended() {
        TestExecutionSummary summary = run(Forgetful.class);

        assertThat(failed(summary)).containsExactly("bad()", "badElsewhere()");
        assertThat(summary.getFailures().get(0).getException())
                .hasMessageContaining("okiagari-check:\nI-2: no proven death before pent.restart");
        assertThat(summary.getTestsSucceededCount()).isEqualTo(2);
    }

    @Test
    void endsEachTestOfAClassWithOneHomeAndTheClassItself() {
        TestExecutionSummary summary = run(Shared.class);

        assertThat(failed(summary)).containsExactly("CheckExtensionTest$Shared", "one()", "other()");
    }
}
