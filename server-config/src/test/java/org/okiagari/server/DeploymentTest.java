package org.okiagari.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final Path WAR = Path.of("/opt/HA/PS/okiagari.war");
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<Path> deployed = new ArrayList<>();

    private void ensure(boolean isThere, boolean works) {
        Deployment.Server server = new Deployment.Server() {
            @Override
            public boolean hasApplication() {
                return isThere;
            }

            @Override
            public boolean deploy(Path war) {
                deployed.add(war);
                return works;
            }
        };
        Deployment.ensure(server, WAR, 0, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @Test
    void whatIsThereIsLeftAlone() {
        ensure(true, true);

        assertThat(deployed).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void whatIsMissingIsDeployedOnceMore() {
        ensure(false, true);

        assertThat(deployed).containsExactly(WAR);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("once more").doesNotContain("second time");
    }

    @Test
    void isTriedOnceAndNotForEver() {
        ensure(false, false);

        assertThat(deployed).hasSize(1);
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("second time");
    }
}
