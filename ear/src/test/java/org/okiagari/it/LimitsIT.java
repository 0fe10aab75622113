package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.it.LimitedWorld.PCHECKS;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.okiagari.check.Needs;

/**
 * Payara Micro where no process can be started, no descriptor is left, /proc is hidden: nobody is dead, no
 * attempt is counted twice, and afterwards each death is saved once. And daemons in odd states.
 */
class LimitsIT {
    private static final String SLEEP = "/bin/sleep";
    private static final int CLIENTS = 300;
    private static final int LEFT = 30;

    @SuppressWarnings("NullAway.Init")
    private static LimitedWorld world;

    @BeforeAll
    static void start() {
        Needs.program("/usr/bin/prlimit", "util-linux");
        Needs.program("/usr/bin/perl", "perl-base");
        world = new LimitedWorld();
        for (String pcheck : PCHECKS) {
            for (String name : List.of("first", "second", "stopped")) {
                world.add(pcheck, name, SLEEP, Daemon.startLine(Path.of("$1")));
            }
            // Its parent does not wait for it.
            world.add(
                    pcheck,
                    "zombie",
                    SLEEP,
                    perl("/usr/bin/perl", "fork || exec @ARGV; sleep 1000000 while 1") + " $1 1000000");
            // The parent of vfork(2) is uninterruptible until its child has ended; here that child waits for ever.
            world.add(pcheck, "waiting", "/usr/bin/perl", perl("$1", "syscall(58); sleep 1000000 while 1"));
        }
        world.start();
    }

    private static String perl(String program, String text) {
        return "setsid -f " + program + " -e '" + text + "'";
    }

    @AfterAll
    @SuppressWarnings("NullAway") // What did not start is null.
    static void end() {
        if (world != null) {
            world.close();
        }
    }

    private static void limitDescriptors(String limit) {
        world.namespace.run("prlimit", "--pid", world.serverPid(), "--nofile=" + limit + ":");
    }

    private static String state(long pid) {
        return world.namespace
                .run("sh", "-c", "cut -d ' ' -f 3 /proc/" + pid + "/stat")
                .strip();
    }

    @Test
    @DisplayName("R-22: no process can be started: the same attempt is made when there is room, counted once")
    void r22WithNoPidLeftTheSameAttemptIsMadeLater() {
        Map<Daemon, PentNow> dead = new LinkedHashMap<>();
        PCHECKS.forEach(pcheck -> dead.put(world.daemon(pcheck, "first"), world.pent(world.daemon(pcheck, "first"))));
        // Fewer than there are: a thread of the JVM that ends makes no room.
        world.cgroup.allowMore(-20);

        dead.values().forEach(pent -> world.namespace.kill(pent.pid()));

        dead.forEach((daemon, pent) -> Wait.until(
                () -> assertThat(world.story(daemon)).endsWith("restart " + pent.pid(), "scriptfailed " + pent.pid())));
        world.awaitTicks();
        dead.forEach((daemon, pent) -> {
            assertThat(world.pent(daemon).procSts()).isEqualTo("RESTART");
            assertThat(world.pent(daemon).restartCount()).isEqualTo(pent.restartCount() + 1);
            assertThat(world.pent(daemon).retryCount()).isEqualTo(1);
        });
        world.cgroup.free();
        dead.forEach((daemon, pent) -> world.isSaved(daemon, pent, "down", "restart", "scriptfailed"));
        // Payara's only thread of timers may have ended (ADR 0163).
        world.checksComeAtTheirInterval();
        world.allIsWell("first", "second");
    }

    @Test
    @DisplayName("R-09: 300 idle clients take all descriptors, then there is none for anything")
    void r09WithNoDescriptorLeftNobodyIsDead() throws IOException {
        List<PentNow> before = world.pents();
        long failed = world.agent("FailedScanCount");
        String pid = world.serverPid();
        String limit = world.namespace
                .run("prlimit", "--pid", pid, "--nofile", "--noheadings", "--output", "SOFT")
                .strip();
        int open = Integer.parseInt(world.namespace
                .run("sh", "-c", "ls /proc/" + pid + "/fd | wc -l")
                .strip());
        limitDescriptors(Integer.toString(open + LEFT));
        List<SocketChannel> clients = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), world.port())));
            }
            world.changesNothing(before);
            limitDescriptors("3");
            world.changesNothing(before);
            assertThat(world.agent("FailedScanCount")).isGreaterThan(failed);
        } finally {
            for (SocketChannel client : clients) {
                client.close();
            }
            limitDescriptors(limit);
        }
        world.allIsWell("first", "second");
    }

    @Test
    @DisplayName("R-10: /proc is hidden, then mounted with hidepid=2: deaths are seen all the same, and no others")
    void r10WhileProcIsHiddenNobodyIsDead() throws IOException {
        List<PentNow> before = world.pents();
        Path nothing = Files.createDirectory(world.home.path().resolve("nothing"));

        world.namespace.run("mount", "--bind", nothing.toString(), "/proc");
        world.changesNothing(before);
        // The server has kept open the one that there was.
        world.allIsWell("first");
        world.namespace.run("umount", "-n", "/proc");
        // From others than root, that is: nothing changes.
        world.namespace.run("mount", "-t", "proc", "-o", "hidepid=2", "proc", "/proc");

        world.changesNothing(world.pents());
        world.allIsWell("first", "second");
    }

    @Test
    @DisplayName("R-27: a zombie that its parent does not wait for is Down")
    void r27AZombieIsDown() {
        for (String pcheck : PCHECKS) {
            Daemon daemon = world.daemon(pcheck, "zombie");
            PentNow before = world.pent(daemon);

            world.namespace.kill(before.pid());

            world.isSaved(daemon, before, "down", "restart");
            assertThat(state(before.pid())).isEqualTo("Z");
        }
    }

    @Test
    @DisplayName("R-28: a stopped process is alive, and an uninterruptible one")
    @EnabledIfSystemProperty(named = "os.arch", matches = "amd64", disabledReason = "needs the number of vfork(2)")
    void r28AStoppedAndAnUninterruptibleProcessAreAlive() {
        List<PentNow> before = world.pents();
        for (String pcheck : PCHECKS) {
            long stopped = world.pent(world.daemon(pcheck, "stopped")).pid();
            world.namespace.run("kill", "-STOP", Long.toString(stopped));
            Wait.until(() -> assertThat(state(stopped)).isEqualTo("T"));
            assertThat(state(world.pent(world.daemon(pcheck, "waiting")).pid())).isEqualTo("D");
        }

        world.changesNothing(before);

        for (String pcheck : PCHECKS) {
            long stopped = world.pent(world.daemon(pcheck, "stopped")).pid();
            world.namespace.run("kill", "-CONT", Long.toString(stopped));
        }
        world.allIsWell("stopped");
    }
}
