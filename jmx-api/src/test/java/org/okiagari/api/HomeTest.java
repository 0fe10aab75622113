package org.okiagari.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HomeTest {
    @Test
    void thePropertyBeatsTheVariableAndTheVariableTheDefault() {
        assertThat(Home.choose("/a", "/b").path()).isEqualTo(Path.of("/a"));
        assertThat(Home.choose(" ", "/b").path()).isEqualTo(Path.of("/b"));
        assertThat(Home.choose("", "").path()).isEqualTo(Path.of("/var/opt/HA/PS"));
    }

    @Test
    void aRelativeHomeBecomesAbsolute() {
        assertThat(Home.choose("target/../home", "").path())
                .isEqualTo(Path.of("home").toAbsolutePath());
    }

    @Test
    void namesTheFilesOfTheContract() {
        Home home = new Home(Path.of("/h"));

        assertThat(home.users()).isEqualTo(Path.of("/h/conf/users"));
        assertThat(home.bin()).isEqualTo(Path.of("/h/conf/bin"));
        assertThat(home.settings()).isEqualTo(Path.of("/h/conf/psagent.conf"));
        assertThat(home.socket()).isEqualTo(Path.of("/h/run/okiagari.sock"));
        assertThat(home.socketPath()).isEqualTo(Path.of("/h/run/okiagari.sock.path"));
        assertThat(home.initialPassword()).isEqualTo(Path.of("/h/run/initial-password"));
        assertThat(home.log()).isEqualTo(Path.of("/h/log"));
        assertThat(home.state()).isEqualTo(Path.of("/h/state"));
    }
}
