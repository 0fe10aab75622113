package org.okiagari.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.okiagari.pcheck.SyslogSender;

/** Order, repetition and loss on the way to syslog. */
class SyslogSinkTest {
    private final List<String> sent = Collections.synchronizedList(new ArrayList<>());

    @Test
    void triesAgainInOrderUntilSyslogTakesALine() {
        AtomicInteger refusals = new AtomicInteger(1);
        SyslogSender sender = (ident, pid, severity, time, text) -> {
            if (refusals.getAndDecrement() > 0) {
                return false;
            }
            return sent.add(ident + "[" + pid + "] " + severity + " " + text);
        };

        try (SyslogSink sink = new SyslogSink(sender, 10, 7750, TestEvents.CLOCK)) {
            sink.accept(TestEvents.recorded(1, TestEvents.down(1)));
            sink.accept(TestEvents.recorded(2, TestEvents.down(2)));
        }

        assertThat(sent)
                .containsExactly(
                        "pcheck[7750] 3 Process [crond, pid=1] Down", "pcheck[7750] 3 Process [crond, pid=2] Down");
    }

    @Test
    void saysHowManyLinesWereLost() {
        AtomicInteger gate = new AtomicInteger();
        SyslogSender sender = (ident, pid, severity, time, text) -> gate.get() > 0 && sent.add(text);

        try (SyslogSink sink = new SyslogSink(sender, 2, 7750, TestEvents.CLOCK)) {
            for (int i = 0; i < 10; i++) {
                sink.accept(TestEvents.recorded(i, TestEvents.down(i)));
            }
            gate.set(1);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> sent.stream().anyMatch(text -> text.matches("[78] lines were lost.*")));
        }
    }
}
