package org.okiagari.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle itself: it must see what it is for, and nothing else. */
class OkiagariCheckTest {
    private static final String PENT = "/a : /restart : 600 : 2 : continue";
    private static final String SECOND = "MONITOR_INTERVAL 1";

    @TempDir
    private Path home;

    @SuppressWarnings("NullAway.Init")
    private Written run;

    @BeforeEach
    void begin() {
        run = new Written(home).pfile(SECOND, PENT);
    }

    private OkiagariCheck scripts(String... lines) throws IOException {
        Path scripts = Files.write(home.resolve("scripts"), List.of(lines));
        return run.check().scripts(scripts);
    }

    @Test
    void findsNothingInAGoodRun() throws IOException {
        run.start().up(7).down(7).restart(1);
        run.start().restart(1).up(8).down(8).restart(2).event("pent.down", 8).event("pent.retryover", 8);
        run.event("pcheck.reload", 0).event("pent.setpidfail", 0).restart(1).up(9);
        run.up(10); // an orderly end, and another match within SETTLE

        OkiagariCheck check = scripts("start /a 1 r1", "end /a 1 r1", "start /b 2 r2", "start /a 3 r3", "end /a 3 r3");

        assertThat(check.violations()).isEmpty();
        assertThat(check.scriptStarts()).isEqualTo(3);
    }

    @Test
    void aHomeWhereNothingRanIsGood() {
        assertThat(OkiagariCheck.of(home.resolve("none")).violations()).isEmpty();
    }

    @Test
    void i1SeesTwoScriptsAtOnceUnlessTheFirstWasKilled() throws IOException {
        OkiagariCheck check = scripts("start /a 1 r1", "start /a 2 r2", "end /a 1 r1");

        assertThat(check.violations()).containsExactly("I-1: script r2 of /a started while r1 ran");
        assertThat(check.killedScript("r1").violations()).isEmpty();
    }

    @Test
    void i1SeesAnAttemptThatRanTwice() throws IOException {
        assertThat(scripts("start /a 1 r1", "end /a 1 r1", "start /a 2 r1").violations())
                .containsExactly("I-1: attempt r1 of /a ran twice");
    }

    @Test
    void i2SeesARestartOfWhatWasUp() {
        assertThat(run.start().up(7).restart(1).violations())
                .singleElement()
                .asString()
                .startsWith("I-2: no proven death before pent.restart p /a");
    }

    @Test
    void i2SeesTwoRestartsOfOneDeath() {
        assertThat(run.start().up(7).down(7).restart(1).restart(2).violations())
                .singleElement()
                .asString()
                .startsWith("I-2: no proven death before pent.restart");
    }

    @Test
    void i2TakesAFailedScriptAndANotFoundForProofs() {
        run.start()
                .event("pent.setpidfail", 0)
                .restart(1)
                .event("pent.scriptfailed", 0)
                .restart(2);

        assertThat(run.violations()).isEmpty();
    }

    @Test
    void i2SeesADownOfAnotherProcessAndOneWithoutAnEnd() {
        assertThat(run.start().up(7).down(8).violations())
                .singleElement()
                .asString()
                .startsWith("I-2: a Down of a process that is not watched, which is pid 7");
        assertThat(new Written(home.resolve("other"))
                        .start()
                        .up(7)
                        .event("pent.down", 7)
                        .violations())
                .singleElement()
                .asString()
                .startsWith("I-2: a Down that tells no end");
    }

    @Test
    void i2SeesADownThatNobodyCaused() {
        OkiagariCheck check = run.start().up(7).down(7).restart(1).up(8).check();

        assertThat(check.violations()).isEmpty();
        assertThat(check.allDeathsAreTold().violations())
                .singleElement()
                .asString()
                .startsWith("I-2: nobody ended");
    }

    @Test
    void i2SeesADownOfAProcessThatIsAlive() throws IOException {
        String java = ProcessHandle.current().info().command().orElseThrow();
        long pid = ProcessHandle.current().pid();
        run.wait(1_000_000_000).start().up(pid).down(pid);
        OkiagariCheck check = run.check();
        Path events = home.resolve("log/events.jsonl");
        Files.writeString(events, Files.readString(events).replace("\"/a\"", "\"" + java + "\""));

        check.lookAtTheLiving();

        assertThat(check.violations()).singleElement().asString().startsWith("I-2: told as Down and alive");
    }

    @Test
    void i3SeesADeathThatWasNotTold() {
        run.start().up(7);
        OkiagariCheck check = run.wait(1).check();
        check.diesAt(run.now(), 7);

        assertThat(check.violations()).isEmpty(); // nothing says that the saver ran on
        run.wait(100).event("pcheck.dump", 0).check();
        assertThat(check.violations())
                .singleElement()
                .asString()
                .startsWith("I-3: the death of pid 7 of p /a")
                .contains("was not told");
    }

    @Test
    void i3SeesADeathThatWasToldLate() {
        run.start().up(7).wait(1);
        Instant death = run.now();
        run.wait(30).down(7).restart(1).up(8);
        OkiagariCheck check = run.check();
        check.diesAt(death, 7);

        assertThat(check.violations()).singleElement().asString().contains("was followed up late");
        check.pausedAt(death, death.plusSeconds(29));
        assertThat(check.violations()).as("it stood still meanwhile").isEmpty();
    }

    @Test
    void i3CountsFromWhenTheMonitorLooksAgain() {
        run.start().up(7).event("pcheck.stop", 0).wait(1);
        Instant death = run.now();
        run.wait(60).event("pcheck.resume", 0).down(7).restart(1).up(8);
        OkiagariCheck check = run.check();
        check.diesAt(death, 7);

        assertThat(check.violations()).isEmpty();
    }

    @Test
    void i3CountsADeathWhileTheMonitorWasAwayFromItsStart() {
        run.start().up(7).wait(1);
        Instant death = run.now();
        run.wait(60).start().down(7).restart(1).up(8);
        OkiagariCheck check = run.check();
        check.diesAt(death, 7);
        assertThat(check.violations()).isEmpty();

        Written other = new Written(home.resolve("other")).pfile(SECOND, PENT);
        OkiagariCheck missed = other.start()
                .up(7)
                .wait(60)
                .start()
                .wait(60)
                .event("pcheck.stop", 0)
                .check();
        missed.diesAt(death, 7);
        assertThat(missed.violations()).as("it is off when it should be told").isEmpty();
        Written third = new Written(home.resolve("third")).pfile(SECOND, PENT);
        OkiagariCheck really = third.start()
                .up(7)
                .wait(60)
                .start()
                .wait(60)
                .event("pcheck.dump", 0)
                .check();
        really.diesAt(death, 7);
        assertThat(really.violations()).singleElement().asString().contains("was not told");
    }

    @Test
    void i4SeesTooManyAttemptsAndOneNotCounted() {
        run.start()
                .up(7)
                .down(7)
                .restart(1)
                .event("pent.down", 7)
                .restart(2)
                .event("pent.down", 7)
                .restart(3);

        assertThat(run.violations()).containsExactly("I-4: attempt 3 of 2 of p /a");
        Written other = new Written(home.resolve("other"));
        other.start().up(7).down(7).restart(1).event("pent.down", 7).restart(3);
        assertThat(other.violations()).containsExactly("I-4: attempt 3 after 1 of p /a");
        assertThat(other.check().retry(2).violations())
                .containsExactly("I-4: attempt 3 after 1 of p /a", "I-4: attempt 3 of 2 of p /a");
    }

    @Test
    void whatIsMissingInTheJournalIsNotHeldAgainstIt() {
        run.start().up(7).down(7).restart(1);
        run.skip(9).event("gap", 0, "from=5", "to=13", "count=9").restart(2).up(10);
        run.skip(3).event("gap", 0, "from=17", "to=19", "count=3").up(10);

        assertThat(run.violations()).isEmpty();
        Written cut = new Written(home.resolve("cut")).pfile(SECOND, PENT);
        cut.skip(100).restart(2).up(7);
        assertThat(cut.violations())
                .as("the log was deleted")
                .containsExactly("I-6: seq 1 to 100 are missing, and no gap announces 1");
    }

    @Test
    void i4SeesAnAttemptAfterRetryOver() {
        run.start().up(7).down(7).event("pent.retryover", 7).up(8).down(8).restart(1);

        assertThat(run.violations()).containsExactly("I-4: an attempt after RETRY_OVER of p /a");
    }

    @Test
    void i4SeesAWindowThatBeganTooEarly() {
        run.start().up(7).down(7).restart(1).up(8).wait(100).down(8).restart(1);

        assertThat(run.violations()).singleElement().asString().startsWith("I-4: a new window 100");
        Written later = new Written(home.resolve("later")).pfile(SECOND, PENT);
        later.start().up(7).down(7).restart(1).up(8).wait(600).down(8).restart(1);
        assertThat(later.violations()).isEmpty();
    }

    @Test
    void i5SeesADownWithoutOutcomeAndAnUpTwice() {
        assertThat(run.start().up(7).down(7).event("pent.down", 7).violations())
                .anyMatch(line -> line.startsWith("I-5: two Downs with nothing between"));
        assertThat(new Written(home.resolve("other")).start().up(7).up(7).violations())
                .singleElement()
                .asString()
                .startsWith("I-5: two Ups with nothing between");
    }

    @Test
    void i5SeesADownThatNobodyFollowsUp() {
        run.start().up(7).down(7).wait(100).event("pcheck.dump", 0);

        assertThat(run.violations()).singleElement().asString().startsWith("I-5: no outcome of pent.down");
        Written reported = new Written(home.resolve("reported")).pfile(SECOND, "/a : - : 0 : 0 : continue");
        reported.start().up(7).down(7).wait(100).event("pcheck.dump", 0);
        assertThat(reported.violations()).as("DOWN: nothing to run").isEmpty();
    }

    @Test
    void i7SeesALongTick() {
        OkiagariCheck check = run.start().check().longestTick("p", Duration.ofMillis(900), Duration.ofSeconds(1));
        assertThat(check.violations()).isEmpty();

        assertThat(check.longestTick("p", Duration.ofMillis(1001), Duration.ofSeconds(1))
                        .violations())
                .containsExactly("I-7: a tick of p took 1001 ms, MONITOR_INTERVAL is 1000 ms");
    }

    @Test
    void i8SeesThatARefusedReloadDidSomething() {
        String[] refused = {"command=\"reload\"", "outcome=\"failed\""};
        assertThat(run.start()
                        .up(7)
                        .event("audit", 0, refused)
                        .down(7)
                        .restart(1)
                        .violations())
                .isEmpty();
        assertThat(new Written(home.resolve("up"))
                        .start()
                        .up(7)
                        .event("audit", 0, refused)
                        .up(7)
                        .violations())
                .anyMatch(line -> line.startsWith("I-8: Up again after a reload that was refused"));
        assertThat(new Written(home.resolve("fail"))
                        .start()
                        .up(7)
                        .event("audit", 0, refused)
                        .event("pent.setpidfail", 0)
                        .violations())
                .anyMatch(line -> line.startsWith("I-8: looked at anew after a reload that was refused"));
    }

    @Test
    void i8SeesWhatIsNotAsBefore() {
        OkiagariCheck check = run.start().check().unchanged("the PENTs", List.of(1, 2), List.of(1, 2));
        assertThat(check.violations()).isEmpty();

        assertThat(check.unchanged("the PENTs", List.of(1), List.of(2)).violations())
                .containsExactly("I-8: the PENTs changed: [1] became [2]");
    }

    @Test
    void i10SeesWhatIsLeft() {
        Footprint before = new Footprint(50, 20, 0, 0, 100_000);
        OkiagariCheck check = run.start().check().held(before, new Footprint(50, 20, 0, 0, 109_000));
        assertThat(check.violations()).isEmpty();

        assertThat(check.held(before, new Footprint(51, 21, 1, 2, 200_000)).violations())
                .containsExactly(
                        "I-10: 1 children instead of 0",
                        "I-10: 2 zombies instead of 0",
                        "I-10: 21 threads instead of 20",
                        "I-10: 51 descriptors instead of 50",
                        "I-10: memory grew from 100000 to 200000 KiB");
    }

    @Test
    void readsItsOwnFootprint() {
        Footprint own = Footprint.of(ProcessHandle.current().pid());

        assertThat(own.descriptors()).isPositive();
        assertThat(own.threads()).isPositive();
        assertThat(own.zombies()).isZero();
        assertThat(own.rssKib()).isGreaterThan(1000);
    }

    @Test
    void whatIsSuspendedIsNotProven() {
        OkiagariCheck check = run.start().up(7).restart(1).check();

        assertThat(check.violations(List.of("I-2"))).isEmpty();
        assertThat(check.suspend("I-2", "the test says so").violations()).isEmpty();
        assertThatThrownBy(() -> check.suspend("I-11", "why")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check.suspend("I-2", " ")).isInstanceOf(IllegalArgumentException.class);
    }
}
