package org.okiagari.saver;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Random walks from seeds 0..n. A world takes operations and throws an AssertionError when something does not hold; the
 * shortest failing walk that can be found is told.
 *
 * @param <O> an operation; its text is told
 */
public final class Simulation<O> {
    private final LongFunction<Consumer<O>> worlds;
    private final Function<Random, O> operations;

    /**
     * Makes a simulation.
     *
     * @param worlds makes the world of a seed
     * @param operations draws an operation
     */
    public Simulation(LongFunction<Consumer<O>> worlds, Function<Random, O> operations) {
        this.worlds = worlds;
        this.operations = operations;
    }

    /** Walks from each seed. */
    public void walk(int seeds, int length) {
        for (long seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            List<O> walk = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                walk.add(operations.apply(random));
            }
            if (failure(seed, walk) != null) {
                List<O> shortest = shortest(seed, walk);
                Throwable why = failure(seed, shortest);
                throw new AssertionError("seed " + seed + ", shortest walk " + shortest + ": " + why, why);
            }
        }
    }

    /** Leaves out whatever is not needed to fail, ever smaller pieces, until nothing more can go. */
    private List<O> shortest(long seed, List<O> walk) {
        List<O> shortest = walk;
        for (int piece = walk.size() / 2;
                piece > 0;
                piece = piece == 1 && shortest.size() < walk.size() ? 1 : piece / 2) {
            int before = shortest.size();
            for (int from = 0; from + piece <= shortest.size(); ) {
                List<O> shorter = new ArrayList<>(shortest);
                shorter.subList(from, from + piece).clear();
                if (failure(seed, shorter) != null) {
                    shortest = shorter;
                } else {
                    from += piece;
                }
            }
            if (piece == 1 && shortest.size() == before) {
                break;
            }
        }
        return shortest;
    }

    private @Nullable Throwable failure(long seed, List<O> walk) {
        try {
            Consumer<O> world = worlds.apply(seed);
            walk.forEach(world);
            return null;
        } catch (AssertionError | RuntimeException e) {
            return e;
        }
    }
}
