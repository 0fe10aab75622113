package org.okiagari.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CallerTest {
    private final Caller bob = new Caller(Caller.Door.HTTP, "bob", "192.0.2.1", 0);

    @Test
    void isJmxUnlessADoorSaysOtherwise() throws Exception {
        assertThat(Caller.current()).isEqualTo(Caller.JMX);
        assertThat(bob.call(Caller::current)).isEqualTo(bob);
        assertThat(Caller.current()).isEqualTo(Caller.JMX);
    }

    @Test
    void isForgottenAlsoWhenTheCallFails() {
        assertThatThrownBy(() -> bob.call(() -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(Caller.current()).isEqualTo(Caller.JMX);
    }
}
