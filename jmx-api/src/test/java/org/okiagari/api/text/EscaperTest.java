package org.okiagari.api.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EscaperTest {
    @Test
    void ordinaryTextStaysAsItIs() {
        assertThat(Escaper.escape("/usr/sbin/crond -x 'ä' 監視 \\ 🐧")).isEqualTo("/usr/sbin/crond -x 'ä' 監視 \\ 🐧");
    }

    @Test
    void aForgedLineStaysOneLine() {
        assertThat(Escaper.escape("x\nJan 18 pcheck[1]: Up\r\t\0"))
                .isEqualTo("x\\x0aJan 18 pcheck[1]: Up\\x0d\\x09\\x00");
    }

    @Test
    void whatTerminalsAndEyesAreFooledByIsShown() {
        assertThat(Escaper.escape("\u001b\u007f\u009b\u2028\u2029\u202e\u200f\u061c\u2066\ufeff"))
                .isEqualTo("\\x1b\\x7f\\xc2\\x9b\\xe2\\x80\\xa8\\xe2\\x80\\xa9\\xe2\\x80\\xae\\xe2\\x80\\x8f\\xd8\\x9c"
                        + "\\xe2\\x81\\xa6\\xef\\xbb\\xbf");
        assertThat(Escaper.escape("\u08e2")).isEqualTo("\\xe0\\xa3\\xa2");
        assertThat(Escaper.escape("\ud800x\udb40\udc01")).isEqualTo("\\xed\\xa0\\x80x\\xf3\\xa0\\x80\\x81");
    }

    @Test
    void bytesThatAreNoUtf8AreShownEach() {
        assertThat(Escaper.escape(new byte[] {'a', (byte) 0xff, '\n', (byte) 0xc3}))
                .isEqualTo("a\\xff\\x0a\\xc3");
        assertThat(Escaper.escape("監視".getBytes(StandardCharsets.UTF_8))).isEqualTo("監視");
    }

    @Test
    void isCutAt256CharactersAndNeverInsideOfAnEscape() {
        assertThat(Escaper.escape("x".repeat(256))).isEqualTo("x".repeat(256));
        assertThat(Escaper.escape("x".repeat(257))).isEqualTo("x".repeat(253) + "...");
        assertThat(Escaper.escape("x".repeat(252) + "\u2028")).isEqualTo("x".repeat(252) + "...");
        assertThat(Escaper.escape("x".repeat(252) + "🐧🐧🐧")).isEqualTo("x".repeat(252) + "...");
    }

    @Test
    void itsOutputNeverHoldsAByteBelow0x20() {
        Random random = new Random(11);
        for (int run = 0; run < 2_000; run++) {
            StringBuilder text = new StringBuilder();
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            for (int i = random.nextInt(400); i > 0; i--) {
                text.append((char) (random.nextBoolean() ? random.nextInt(0x100) : random.nextInt(0x10000)));
            }

            for (String escaped : new String[] {Escaper.escape(text.toString()), Escaper.escape(bytes)}) {
                assertThat(escaped.length()).isLessThanOrEqualTo(256);
                assertThat(escaped.chars().filter(c -> c < 0x20 || c >= 0x7f && c < 0xa0))
                        .isEmpty();
                assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(escaped))
                        .isTrue();
            }
        }
    }
}
