package org.okiagari.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void leavesTheSentenceAndDropsTheClassNames() {
        assertThat(Refusal.sentence("java.lang.IllegalStateException : No.")).isEqualTo("No.");
        assertThat(Refusal.sentence("javax.management.RuntimeMBeanException : java.lang.IllegalStateException: No: x"))
                .isEqualTo("No: x");
        assertThat(Refusal.sentence("/p:3: bad (x)")).isEqualTo("/p:3: bad (x)");
        assertThat(Refusal.sentence("java.lang.NullPointerException")).isEmpty();
    }

    @Test
    void anEndedPcheckIsExit2() {
        Failure failure = Refusal.of(Map.of(
                "status", 404L, "error_type", "javax.management.InstanceNotFoundException", "error", "okiagari:..."));

        assertThat(failure.code()).isEqualTo(2);
        assertThat(failure.lines()).containsExactly("no such pcheck: it has just ended");
    }

    @Test
    void neverPrintsNothing() {
        assertThat(Refusal.of(Map.of("status", 500L)).lines()).hasSize(1);
        assertThat(Refusal.of(Map.of("status", 403L)).lines()).hasSize(1);
        assertThat(Refusal.of(Map.of()).lines()).hasSize(1);
        assertThat(Refusal.of(Map.of("status", 404L)).lines()).hasSize(1);
        assertThat(Refusal.of(Map.of("status", 500L, "error_type", "java.lang.IllegalArgumentException"))
                        .lines())
                .hasSize(1);
    }
}
