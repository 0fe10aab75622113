package org.okiagari.saver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An index with changes beside its base answers like one that was made anew from the same processes. */
class ChangedIndexTest {
    private static final List<String> EXES =
            List.of("", "/usr/sbin/crond", "/usr/bin/dash", "/opt/a/crond", "/usr/bin/sleep", "/opt/b/x");
    private static final List<String> TITLES = List.of("", "crond", "nginx: master", "/usr/bin/x", "sleep", "sh");
    private static final List<String> SCRIPTS =
            List.of("", "", "/opt/crond", "/etc/init.d/crond", "/opt/a/../x", "relative/x");
    private static final List<String> PNAMES = List.of(
            "crond", "/usr/sbin/crond", "/opt/crond", "/opt/x", "x", "sleep", "nginx", "dash", "/opt/a/../x", "none");
    private static final int PIDS = 300;

    /**
     * One look.
     *
     * @param ends the pids that end
     * @param starts who starts, or changes
     */
    private record Step(List<Integer> ends, List<Seen> starts) {}

    private static Step step(Random random) {
        int much = random.nextInt(20) == 0 ? 40 : 3;
        return new Step(
                random.ints(random.nextInt(much), 2, PIDS).boxed().toList(),
                IntStream.range(0, random.nextInt(much))
                        .mapToObj(i -> seen(random))
                        .toList());
    }

    private static Seen seen(Random random) {
        long pid = 2 + random.nextInt(PIDS - 2);
        return new Seen(
                new ProcessId(pid, random.nextInt(50)),
                1 + random.nextInt(PIDS),
                1 + random.nextInt(40),
                1 + random.nextInt(20),
                drawn(random, EXES),
                drawn(random, TITLES),
                drawn(random, SCRIPTS));
    }

    private static String drawn(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** All looks of a walk, each kept and asked again: a later one must not change it. */
    private static final class World implements Consumer<Step> {
        private final Random random;
        private final Map<Long, Seen> truth = new TreeMap<>();
        private ProcessIndex index;

        World(long seed) {
            random = new Random(seed);
            for (int i = 0; i < PIDS; i++) {
                Seen seen = seen(random);
                truth.put(seen.id().pid(), seen);
            }
            index = ProcessIndex.of(List.copyOf(truth.values()));
        }

        @Override
        public void accept(Step step) {
            Map<Long, Seen> before = Map.copyOf(truth);
            List<Seen> left = new ArrayList<>();
            for (long pid : step.ends) {
                Seen seen = truth.remove(pid);
                if (seen != null) {
                    left.add(seen);
                }
            }
            Map<Long, Seen> come = new TreeMap<>();
            step.starts.forEach(seen -> come.put(seen.id().pid(), seen));
            truth.putAll(come);
            ProcessIndex old = index;

            index = old.changed(left, come.values());

            same(index, truth);
            same(old, before);
        }

        private void same(ProcessIndex asked, Map<Long, Seen> processes) {
            ProcessIndex anew = ProcessIndex.of(List.copyOf(processes.values()));
            assertThat(asked.processes()).containsExactlyInAnyOrderElementsOf(processes.values());
            assertThat(asked.size()).isEqualTo(processes.size());
            Exclusion not = exclusion(processes);
            for (String pname : PNAMES) {
                ProcessName name = new ProcessName(pname, pname.startsWith("/") ? MatchText.normal(pname) : "");
                assertThat(asked.match(name, Exclusion.NONE)).as(pname).isEqualTo(anew.match(name, Exclusion.NONE));
                assertThat(asked.match(name, not)).as(pname).isEqualTo(anew.match(name, not));
            }
            for (long pid = 1; pid < PIDS; pid++) {
                assertThat(asked.byPid(pid)).isEqualTo(anew.byPid(pid));
                assertThat(new HashSet<>(asked.relations().session(pid)))
                        .isEqualTo(new HashSet<>(anew.relations().session(pid)));
                assertThat(new HashSet<>(asked.relations().group(pid)))
                        .isEqualTo(new HashSet<>(anew.relations().group(pid)));
            }
            Set<ProcessId> roots = not.leftovers();
            assertThat(asked.relations().descendants(roots))
                    .isEqualTo(anew.relations().descendants(roots));
        }

        private Exclusion exclusion(Map<Long, Seen> processes) {
            List<Seen> all = List.copyOf(processes.values());
            Set<ProcessId> some = new HashSet<>();
            for (int i = 0; i < all.size() / 4; i++) {
                some.add(all.get(random.nextInt(all.size())).id());
            }
            return new Exclusion(some, List.of());
        }
    }

    @Test
    void answersLikeOneMadeAnew() {
        new Simulation<Step>(World::new, ChangedIndexTest::step).walk(6, 40);
    }

    @Test
    void isTheSameWhenNothingChanged() {
        ProcessIndex index = new Look().program(7, "/usr/sbin/crond").index();

        assertThat(index.changed(List.of(), List.of())).isSameAs(index);
    }

    @Test
    void whoComesIsInsteadOfWhoHadItsPid() {
        Seen old = Look.seen(7, 1, 7, "/usr/sbin/crond");
        Seen young = new Seen(new ProcessId(7, 999), 1, 7, 7, "/usr/sbin/crond", "", "");
        ProcessIndex index = ProcessIndex.of(List.of(old));

        ProcessIndex next = index.changed(List.of(old), List.of(young));

        assertThat(next.processes()).containsExactly(young);
        assertThat(next.match(new ProcessName("crond", ""), Exclusion.NONE))
                .map(Found::id)
                .contains(young.id());
        assertThat(index.find(old.id())).isPresent();
        assertThat(next.changed(List.of(young), List.of()).processes()).isEmpty();
    }
}
