package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.saver.Look.id;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a dead process left behind (CONTRACT section 4; ADR 0061). Process 100 is the one that is watched. */
class FamilyTest {
    private static final ProcessId MASTER = id(100);

    private static Look host() {
        return new Look().program(1, "/usr/lib/systemd/systemd").member(50, 1, 50);
    }

    private static Set<ProcessId> left(Family family, Look look) {
        return family.leftovers(look.index(), MASTER);
    }

    private static Family seen(Look look) {
        return Family.UNKNOWN.after(look.index(), MASTER);
    }

    @Test
    void remembersGroupSessionAndAllDescendants() {
        Family family = seen(host().member(100, 1, 100).member(101, 100, 100).member(102, 101, 102));

        assertThat(family).isEqualTo(new Family(Set.of(id(101), id(102)), 100, 100));
    }

    @Test
    void workersInItsSessionAreLeftovers() {
        Family family = seen(host().member(100, 1, 100));

        assertThat(left(family, host().member(101, 1, 100).member(102, 1, 100)))
                .containsExactlyInAnyOrder(id(101), id(102));
    }

    @Test
    void aSessionOfItsOwnDoesNotMakeADescendantForgotten() {
        Family family = seen(host().member(100, 1, 100).member(200, 100, 200).member(201, 200, 201));

        Set<ProcessId> left =
                left(family, host().member(200, 1, 200).member(201, 200, 201).member(300, 1, 300));

        assertThat(left).containsExactlyInAnyOrder(id(200), id(201));
    }

    @Test
    void descendantsOfLeftoversAreLeftovers() {
        Family family = seen(host().member(100, 1, 100).member(200, 100, 200));

        assertThat(left(family, host().member(200, 1, 200).member(205, 200, 205)))
                .containsExactlyInAnyOrder(id(200), id(205));
    }

    @Test
    void aMemberThatDiedIsForgottenEvenIfItsPidIsUsedAgain() {
        Family family = seen(host().member(100, 1, 100).member(200, 100, 200));

        Look reused = host().with(new Seen(new ProcessId(200, 9_999), 1, 200, 200, "/usr/sbin/crond", "", ""));

        assertThat(left(family, reused)).isEmpty();
        assertThat(family.after(host().member(100, 1, 100).index(), MASTER).members())
                .isEmpty();
    }

    @Test
    void isKeptUpToDateByDescendantsAloneWhileNothingElseIsAsked() {
        Family family = seen(host().member(100, 1, 100).member(101, 100, 101).member(102, 100, 102));

        Set<ProcessId> strays = family.strays(Set.of(id(101), id(103)));
        Family sampled = family.sampled(Set.of(id(101), id(103)), strays);

        assertThat(strays).as("gone, or an orphan: to be asked").containsExactly(id(102));
        assertThat(sampled).isEqualTo(new Family(Set.of(id(101), id(102), id(103)), 100, 100));
        assertThat(sampled.sampled(Set.of(), Set.of()).members()).isEmpty();
    }

    @Test
    void costsNothingWhereNothingChanged() {
        Family family = seen(host().member(100, 1, 100).member(101, 100, 101));

        assertThat(family.sampled(Set.of(id(101)), Set.of())).isSameAs(family);
        assertThat(family.strays(Set.of(id(101)))).isEmpty();
    }

    @Test
    void aDescendantIsRememberedOverLaterLooks() {
        Family family = seen(host().member(100, 1, 100).member(200, 100, 200))
                .after(host().member(100, 1, 100).member(200, 1, 200).index(), MASTER);

        assertThat(left(family, host().member(200, 1, 200))).containsExactly(id(200));
    }

    @Test
    void aSecondInstanceOfTheSameLivingShellIsAnotherMatch() {
        Family family = seen(host().member(100, 50, 50).member(101, 50, 50));

        assertThat(left(family, host().member(101, 50, 50))).isEmpty();
    }

    @Test
    void anOrphanedWorkerInASessionThatItDidNotLeadIsALeftover() {
        Family family = seen(host().member(100, 1, 60));

        assertThat(left(family, host().member(101, 1, 60))).containsExactly(id(101));
    }

    @Test
    void theShellThatStartedItIsNoLeftover() {
        Family family = seen(host().member(100, 50, 50));

        assertThat(left(family, host())).isEmpty();
    }

    @Test
    void whatIsStartedLaterInTheSameSessionIsNoLeftover() {
        Family dead = seen(host().member(100, 1, 60)).after(host().index(), MASTER);

        assertThat(left(dead, host().member(300, 1, 60))).isEmpty();
    }

    @Test
    void whatWasLeftIsKnownAtEachLaterLook() {
        Family dead = seen(host().member(100, 1, 60))
                .after(host().member(101, 1, 60).index(), MASTER)
                .after(host().member(101, 1, 60).index(), MASTER);

        assertThat(left(dead, host().member(101, 1, 60).member(300, 1, 60))).containsExactly(id(101));
    }

    @Test
    void aDaemonStartedFromALeftoverIsFreeOnceItHasLeftIt() {
        Family dead = seen(host().member(100, 1, 100).member(200, 100, 200))
                .after(host().member(200, 1, 200).index(), MASTER)
                .after(host().member(200, 1, 200).member(300, 200, 300).index(), MASTER);

        assertThat(left(dead, host().member(200, 1, 200).member(300, 1, 300))).containsExactly(id(200));
    }

    @Test
    void whatWasLeftStaysNoMatchWhenTheSuccessorDiesToo() {
        ProcessId successor = id(500);
        Family heir = seen(host().member(100, 1, 100).member(200, 100, 200))
                .after(host().member(200, 1, 200).index(), MASTER)
                .heir();
        Family second = heir.after(
                host().member(200, 1, 200)
                        .member(500, 1, 500)
                        .member(501, 500, 501)
                        .index(),
                successor);

        Look afterwards = host().member(200, 1, 200).member(501, 1, 501).member(600, 1, 600);

        assertThat(second.leftovers(afterwards.index(), successor)).containsExactlyInAnyOrder(id(200), id(501));
    }

    @Test
    void aReusedPidOfTheDeadOneLeavesItsNewSessionAlone() {
        Family family = seen(host().member(100, 1, 100));
        Seen stranger = new Seen(new ProcessId(100, 9_999), 1, 100, 100, "/usr/sbin/crond", "", "");

        assertThat(left(family, host().with(stranger).member(101, 100, 100))).isEmpty();
    }

    @Test
    void initHasNoFamily() {
        Look look = host().member(100, 1, 100);

        assertThat(Family.UNKNOWN.after(look.index(), id(1))).isEqualTo(Family.UNKNOWN);
        assertThat(Family.UNKNOWN.leftovers(look.index(), id(1))).isEmpty();
    }

    @Test
    void nothingIsLeftOfAProcessThatNobodySaw() {
        assertThat(left(Family.UNKNOWN, host().member(101, 1, 60))).isEmpty();
    }

    @Test
    void aCircleOfParentsIsNoTrap() {
        ProcessIndex odd = ProcessIndex.of(List.of(
                Look.seen(100, 102, 100, "/x"), Look.seen(101, 100, 100, "/x"), Look.seen(102, 101, 100, "/x")));

        assertThat(Family.UNKNOWN.after(odd, MASTER).members()).containsExactlyInAnyOrder(id(101), id(102));
    }
}
