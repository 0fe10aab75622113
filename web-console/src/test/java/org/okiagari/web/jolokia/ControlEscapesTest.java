package org.okiagari.web.jolokia;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jolokia.json.JSONObject;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;
import org.junit.jupiter.api.Test;

class ControlEscapesTest {
    @Test
    void everyCharacterComesBack() throws ParseException, IOException {
        for (char c = 0; c < 0x180; c++) {
            JSONObject written = new JSONObject();
            written.put("name", "a" + c + ";b\\u001;" + c + "起");

            Object read = new JSONParser().parse(ControlEscapes.mended(written.toJSONString()));

            assertThat(read).as("character %d", (int) c).isEqualTo(written);
        }
    }

    @Test
    void leavesATextThatOnlyLooksLikeAnEscape() {
        assertThat(ControlEscapes.mended("{\"a\":\"\\\\u001;\\u001;\"}")).isEqualTo("{\"a\":\"\\\\u001;\\u001b\"}");
    }
}
