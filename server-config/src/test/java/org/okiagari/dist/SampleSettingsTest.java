package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.okiagari.api.settings.Settings;
import org.okiagari.api.settings.SettingsParser;
import org.okiagari.api.settings.SettingsResult;

class SampleSettingsTest {
    @Test
    void theValuesShownInTheSampleAreTheDefaults() throws IOException {
        String sample = Files.readString(Path.of("src/main/dist/conf/psagent.conf"));

        SettingsResult result =
                SettingsParser.parse(sample.replaceAll("(?m)^#(?=[A-Z])", "").getBytes(StandardCharsets.UTF_8));

        assertThat(result.warnings()).isEmpty();
        assertThat(result.settings()).isEqualTo(Settings.defaults());
    }
}
