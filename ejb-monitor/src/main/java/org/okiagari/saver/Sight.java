package org.okiagari.saver;

import java.util.Optional;

/** What one look says about one PENT. */
public sealed interface Sight {
    /** Dispatches by kind. */
    <R> R on(Cases<R> cases);

    /** The process that was watched is alive. */
    record Same() implements Sight {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.same(this);
        }
    }

    /**
     * A match lives, and it is not the process that was watched (or none was).
     *
     * @param found the match
     * @param exit how the watched one ended, none if none was watched
     */
    record Other(Found found, Optional<ExitStatus> exit) implements Sight {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.other(this);
        }
    }

    /**
     * A complete look saw no match.
     *
     * @param proven a pidfd told the death, so no second look is needed
     * @param exit how the watched one ended, none if none was watched
     */
    record Nothing(boolean proven, Optional<ExitStatus> exit) implements Sight {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.nothing(this);
        }
    }

    /** We could not look. It is never a death; only deadlines pass. */
    record Blind() implements Sight {
        @Override
        public <R> R on(Cases<R> cases) {
            return cases.blind(this);
        }
    }

    /** One method a kind. */
    interface Cases<R> {
        /** The watched process is alive. */
        R same(Same sight);

        /** Another match lives. */
        R other(Other sight);

        /** No match lives. */
        R nothing(Nothing sight);

        /** We could not look. */
        R blind(Blind sight);
    }
}
