package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcStatTest {
    /** Real lines of Linux 6.18. */
    private static final String SD_PAM =
            "1201 ((sd-pam)) S 1200 1200 1199 0 -1 1077936448 62 0 0 0 0 0 0 0 20 0 1 0 3014 174694400 1364 18446744073709551615 0 0 0 0 0 0 0 4096 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    private static final String ZOMBIE =
            "8033 (sleep) Z 8031 8031 7000 0 -1 4228108 90 0 0 0 0 0 0 0 20 0 1 0 250123 0 0 18446744073709551615 0 0 0 0 0 0 0 0 0 0 1 0 17 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n";
    private static final String LEADERLESS = ZOMBIE.replace("20 0 1 0 250123", "20 0 2 0 250123");
    private static final String KTHREADD =
            "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 1 0 0 20 0 1 0 4 0 0 18446744073709551615 0 0 0 0 0 0 0 2147483647 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0 0\n";

    private static Optional<ProcStat> parse(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return ProcStat.parse(bytes, bytes.length);
    }

    @Test
    void takesTheLastBracketForTheEndOfTheName() {
        assertThat(parse(SD_PAM)).contains(new ProcStat('S', 1200, 1200, 1199, 1077936448, 1, 3014));
        assertThat(parse(SD_PAM.replace("((sd-pam))", "(a) Z 1 2 3)"))
                        .orElseThrow()
                        .state())
                .isEqualTo('S');
        assertThat(parse(SD_PAM.replace("((sd-pam))", "(\n)")).orElseThrow().ppid())
                .isEqualTo(1200);
    }

    @Test
    void tellsDeadZombiesFromLivingThreads() {
        assertThat(parse(ZOMBIE).orElseThrow().isDead()).isTrue();
        assertThat(parse(LEADERLESS).orElseThrow().isDead()).isFalse();
        assertThat(parse(LEADERLESS).orElseThrow().isLeaderless()).isTrue();
        assertThat(parse(SD_PAM).orElseThrow().isDead()).isFalse();
        assertThat(parse(SD_PAM.replace(") S", ") T")).orElseThrow().isDead()).isFalse();
        assertThat(parse(SD_PAM.replace(") S", ") D")).orElseThrow().isDead()).isFalse();
    }

    @Test
    void tellsKernelThreads() {
        assertThat(parse(KTHREADD).orElseThrow().isKernelThread()).isTrue();
        assertThat(parse(SD_PAM).orElseThrow().isKernelThread()).isFalse();
    }

    @Test
    void tellsHowAZombieEnded() {
        byte[] killed = ZOMBIE.replace("0 0 0\n", "0 0 9\n").getBytes(StandardCharsets.UTF_8);

        assertThat(ProcStat.waitStatus(killed, killed.length)).hasValue(9);
        assertThat(ProcStat.waitStatus(killed, killed.length - 3)).isEmpty();
        assertThat(ProcStat.waitStatus(killed, 9)).isEmpty();
    }

    @Test
    void takesNothingThatIsNotWhole() {
        int needed = SD_PAM.indexOf(" 174694400");
        for (int length = 0; length < needed; length++) {
            byte[] bytes = SD_PAM.getBytes(StandardCharsets.UTF_8);
            Optional<ProcStat> stat = ProcStat.parse(bytes, length);
            assertThat(stat.filter(s -> s.startTime() == 3014).isPresent() && length < needed)
                    .as("length %d", length)
                    .isFalse();
        }
        assertThat(parse("")).isEmpty();
        assertThat(parse("no bracket")).isEmpty();
        assertThat(parse(")")).isEmpty();
        assertThat(parse("1 (x) S x y z")).isEmpty();
    }
}
