package org.okiagari.saver;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Some processes, the oldest first, found by what they are called and by whom they belong to. Never changed. */
final class Processes {
    /** Of those that started in one tick the lower pid first. */
    static final Comparator<Seen> BY_AGE = Comparator.<Seen>comparingLong(
                    seen -> seen.id().startTime())
            .thenComparingLong(seen -> seen.id().pid());

    private final Seen[] byAge;
    private final @Nullable Chains[] names = new Chains[Name.values().length];
    private final @Nullable Chains[] numbers = new Chains[Kin.values().length];

    private Processes(Seen[] byAge) {
        this.byAge = byAge;
    }

    static Processes of(List<Seen> processes) {
        Seen[] byAge = processes.toArray(new Seen[0]);
        Arrays.sort(byAge, BY_AGE);
        return new Processes(byAge);
    }

    /** What a process is called. */
    enum Name implements Chains.Key {
        /** Its program. */
        EXE(Seen::exe),
        /** The base name of its program. */
        EXE_NAME(seen -> MatchText.baseName(seen.exe())),
        /** What it calls itself. */
        TITLE(seen -> MatchText.titleName(seen.argv0())),
        /** The base name of its script. */
        SCRIPT_NAME(MatchText::scriptName),
        /** Its script. */
        SCRIPT(seen -> MatchText.scriptName(seen).isEmpty() ? "" : MatchText.normal(seen.script()));

        private final Function<Seen, String> text;

        Name(Function<Seen, String> text) {
            this.text = text;
        }

        @Override
        public boolean isKnown(Seen seen) {
            return !text.apply(seen).isEmpty();
        }

        @Override
        public int hash(Seen seen) {
            return text.apply(seen).hashCode();
        }

        @Override
        public boolean isSame(Seen one, Seen other) {
            return text.apply(one).equals(text.apply(other));
        }
    }

    /** Whom a process belongs to. */
    enum Kin implements Chains.Key {
        /** Itself. */
        PID(seen -> seen.id().pid()),
        /** Its parent. */
        PARENT(Seen::ppid),
        /** Its session. */
        SESSION(Seen::session),
        /** Its process group. */
        GROUP(Seen::pgrp);

        private final ToLongFunction<Seen> number;

        Kin(ToLongFunction<Seen> number) {
            this.number = number;
        }

        @Override
        public boolean isKnown(Seen seen) {
            return true;
        }

        @Override
        public int hash(Seen seen) {
            return Long.hashCode(number.applyAsLong(seen));
        }

        @Override
        public boolean isSame(Seen one, Seen other) {
            return number.applyAsLong(one) == number.applyAsLong(other);
        }
    }

    int size() {
        return byAge.length;
    }

    Seen get(int place) {
        return byAge[place];
    }

    /** Returns the place of the oldest that is called so, below zero if there is none. */
    int first(Name name, String text) {
        if (byAge.length == 0) {
            return -1;
        }
        return chains(names, name.ordinal(), name)
                .first(text.hashCode(), seen -> name.text.apply(seen).equals(text));
    }

    /** Returns the place of the next younger one that is called as the one at a place. */
    int next(Name name, int place) {
        return chains(names, name.ordinal(), name).next(place);
    }

    /** Returns the place of the oldest that belongs so, below zero if there is none. */
    int first(Kin kin, long number) {
        if (byAge.length == 0) {
            return -1;
        }
        return chains(numbers, kin.ordinal(), kin)
                .first(Long.hashCode(number), seen -> kin.number.applyAsLong(seen) == number);
    }

    /** Returns the place of the next younger one that belongs as the one at a place. */
    int next(Kin kin, int place) {
        return chains(numbers, kin.ordinal(), kin).next(place);
    }

    /** Each is made when it is first asked for; two threads may make the same one. Their fields are final: no lock. */
    private Chains chains(@Nullable Chains[] made, int at, Chains.Key key) {
        Chains known = made[at];
        if (known == null) {
            known = new Chains(byAge, key);
            made[at] = known;
        }
        return known;
    }
}
