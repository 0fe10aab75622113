package org.okiagari;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle itself: it must see what it is for. */
class OkiagariCheckTest {
    @TempDir
    private Path directory;

    private List<String> violations(List<String> stories, String... scripts) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String story : stories) {
            String[] word = story.split(" ");
            boolean isPcheck = word[0].startsWith("pcheck");
            lines.add("{\"time\":\"2026-11-22T03:00:00+00:00\",\"host\":\"h\",\"pcheck\":\"p\",\"pent\":\""
                    + (isPcheck ? "" : "/a") + "\",\"pent_id\":1,\"event\":\"" + word[0] + "\",\"pid\":7,\"detail\":{"
                    + (word.length > 1 ? "\"attempt\":" + word[1] : "") + "},\"seq\":" + (lines.size() + 1) + "}");
        }
        Files.write(directory.resolve("events.jsonl"), lines);
        Files.write(directory.resolve("scripts"), List.of(scripts));
        return OkiagariCheck.of(directory)
                .retry(2)
                .scripts(directory.resolve("scripts"))
                .violations();
    }

    @Test
    void findsNothingInAGoodRun() throws IOException {
        assertThat(violations(
                        List.of(
                                "pcheck.start",
                                "pent.up",
                                "pent.down",
                                "pent.restart 1",
                                "pcheck.start",
                                "pent.restart 1",
                                "pent.up",
                                "pent.down",
                                "pent.restart 2",
                                "pent.down",
                                "pent.retryover",
                                "pcheck.reload",
                                "pent.up"),
                        "start /a 1 r1",
                        "end /a 1 r1",
                        "start /b 2 r2",
                        "start /a 3 r3",
                        "end /a 3 r3"))
                .isEmpty();
    }

    @Test
    void seesTwoScriptsAtOnce() throws IOException {
        assertThat(violations(List.of(), "start /a 1 r1", "start /a 2 r2", "end /a 1 r1"))
                .containsExactly("I-1: script r2 of /a started while r1 ran");
    }

    @Test
    void seesAnAttemptThatRanTwice() throws IOException {
        assertThat(violations(List.of(), "start /a 1 r1", "end /a 1 r1", "start /a 2 r1"))
                .containsExactly("I-1: attempt r1 of /a ran twice");
    }

    @Test
    void seesTooManyAttemptsAndOneNotCounted() throws IOException {
        assertThat(violations(List.of("pent.restart 1", "pent.restart 2", "pent.restart 3")))
                .containsExactly("I-4: attempt 3 of 2 of p /a");
        assertThat(violations(List.of("pent.restart 2", "pent.restart 2"))).contains("I-4: attempt 2 after 2 of p /a");
        assertThat(violations(List.of("pent.retryover", "pent.restart 1")))
                .containsExactly("I-4: an attempt after RETRY_OVER of p /a");
    }

    @Test
    void seesADownWithoutOutcomeAndAnUpTwice() throws IOException {
        assertThat(violations(List.of("pent.down", "pent.down"))).hasSize(1);
        assertThat(violations(List.of("pent.up", "pent.up"))).hasSize(1);
    }
}
