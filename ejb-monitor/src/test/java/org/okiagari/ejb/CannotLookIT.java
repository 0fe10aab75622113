package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.check.Needs;

/**
 * nobody can be looked at, because /proc is hidden or no descriptor is left. Then nobody is dead, and when
 * all is well again all goes on as before.
 */
class CannotLookIT {
    private static final int TICKS = 2;
    private static final String RESTART = "exec setsid -f $1 1000000 </dev/null >/dev/null 2>&1";
    private static final List<String> PCHECKS = List.of("pfile_told", "pfile_polled");

    @TempDir
    Path directory;

    private final Map<Path, Long> pids = new LinkedHashMap<>();

    @SuppressWarnings("NullAway.Init")
    private PidNamespace namespace;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @AfterEach
    void end() throws Exception {
        if (saver != null) {
            saver.close();
        }
        if (namespace != null) {
            namespace.close();
        }
        if (foreign != null) {
            foreign.close();
        }
    }

    /** Two pchecks with two daemons each, and one PENT that is down and needs a look in every check. */
    private void start(List<String> prefix, String os) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("env", "JAVA_TOOL_OPTIONS=-Dokiagari.os=" + os));
        saver = Saver.inItsOwnJvm(command, directory);
        saver.check().allDeathsAreTold();
        Path restart = saver.script("restart", RESTART);
        List<Path> programs = new ArrayList<>();
        for (String pcheck : PCHECKS) {
            List<String> pents =
                    new ArrayList<>(List.of(directory.resolve("absent-" + pcheck) + " : - : 0 : 0 : continue"));
            for (int i = 0; i < 2; i++) {
                Path program = foreign.sleeper(pcheck + "-" + i);
                foreign.start(program, "1000000");
                programs.add(program);
                pents.add(program + " : " + restart + " " + program + " : 600 : 9 : continue");
            }
            String param = pcheck.equals("pfile_told") ? "" : ";DETECT poll";
            saver.start(pcheck, "MONITOR_INTERVAL 1" + param, pents.toArray(String[]::new));
        }
        Foreign.await()
                .until(() ->
                        programs.stream().allMatch(saver::isUp) && saver.agent().getFailCount() == 2);
        programs.forEach(program -> pids.put(program, saver.row(program).pid()));
    }

    private void awaitTicks() {
        List<Long> enough =
                PCHECKS.stream().map(pcheck -> saver.ticks(pcheck) + TICKS).toList();
        Foreign.await()
                .until(() ->
                        saver.ticks(PCHECKS.get(0)) >= enough.get(0) && saver.ticks(PCHECKS.get(1)) >= enough.get(1));
    }

    private void assertAllAreUp() {
        pids.forEach((program, pid) -> {
            assertThat(saver.row(program).procSts()).as(program.toString()).isEqualTo("AVAIL");
            assertThat(saver.row(program).pid()).isEqualTo(pid);
            assertThat(saver.row(program).restartCount()).isZero();
        });
    }

    private void awaitAllLooksAreComplete() {
        Foreign.await().until(() -> {
            long before = saver.agent().getFailedScanCount();
            awaitTicks();
            return saver.agent().getFailedScanCount() == before;
        });
    }

    /** All looks are complete again, and each death is saved. */
    private void assertAllIsAsBefore() {
        awaitAllLooksAreComplete();
        assertAllAreUp();
        foreign.signal("KILL", pids.values().stream().mapToLong(Long::longValue).toArray());
        Foreign.await().until(() -> pids.entrySet().stream().allMatch(e -> saver.isUpAgain(e.getKey(), e.getValue())));
        pids.forEach((program, pid) -> assertThat(saver.story(program))
                .containsExactly(
                        "up " + pid,
                        "down " + pid,
                        "restart " + pid,
                        "up " + saver.row(program).pid()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jnr", "java"})
    void r10WhileProcIsHiddenNobodyIsDead(String os) throws Exception {
        namespace = PidNamespace.prompt();
        foreign = Foreign.below(directory, namespace);
        start(namespace.inside(), os);
        Path nothing = Files.createDirectory(directory.resolve("nothing"));

        foreign.run("mount", "--bind", nothing.toString(), "/proc");
        awaitTicks();
        assertAllAreUp();
        assertThat(saver.agent().getFailCount()).isEqualTo(2);
        // A look that runs at this moment keeps it busy.
        Foreign.await()
                .until(() -> foreign.run("sh", "-c", "umount -n /proc && echo free || true")
                        .equals("free\n"));
        awaitAllLooksAreComplete();

        // From others than root, that is: nothing changes.
        foreign.run("mount", "-t", "proc", "-o", "hidepid=2", "proc", "/proc");

        assertAllIsAsBefore();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jnr", "java"})
    void r09WithNoDescriptorLeftNobodyIsDead(String os) throws Exception {
        Needs.need(Files.isExecutable(Path.of("/usr/bin/prlimit")), "/usr/bin/prlimit");
        foreign = Foreign.below(directory);
        start(List.of(), os);
        String jvm = Long.toString(saver.agent().getPid());
        long failed = saver.agent().getFailedScanCount();

        foreign.run("prlimit", "--pid", jvm, "--nofile=3:");
        awaitTicks();
        assertAllAreUp();
        assertThat(saver.agent().getFailedScanCount()).isGreaterThan(failed);
        foreign.run("prlimit", "--pid", jvm, "--nofile=4096:");

        assertAllIsAsBefore();
    }
}
