package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.check.Needs;

/** names cannot be resolved, and whoever asks waits for ever. Checks and restarts know nothing of it. */
class HungResolverIT {
    private static final String RESOLVER = "127.0.53.37";

    @TempDir
    Path directory;

    @Test
    void r37WhileTheResolverIsSilentChecksAndRestartsGoOn() throws Exception {
        Needs.need("root".equals(System.getProperty("user.name")), "root");
        Path resolv = Files.writeString(directory.resolve("resolv.conf"), "nameserver " + RESOLVER + "\n");
        List<String> ownResolver = List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind '" + resolv + "' /etc/resolv.conf && exec \"$@\"",
                "sh");
        try (DatagramSocket silent = new DatagramSocket(53, InetAddress.getByName(RESOLVER));
                Foreign foreign = Foreign.below(directory);
                Saver saver = Saver.inItsOwnJvm(ownResolver, directory, "SYSLOG = udp:syslog.okiagari.example:514")) {
            saver.check().allDeathsAreTold();
            Path restart = saver.script("restart", "exec setsid -f $1 1000000 </dev/null >/dev/null 2>&1");
            Path program = foreign.sleeper("named");
            foreign.start(program, "1000000");
            saver.start(
                    "pfile_named",
                    "MONITOR_INTERVAL 1",
                    program + " : " + restart + " " + program + " : 600 : 9 : continue");
            Foreign.await().until(() -> saver.isUp(program));
            silent.setSoTimeout(30_000);
            silent.receive(new DatagramPacket(new byte[512], 512));

            long ticks = saver.ticks("pfile_named");
            long before = saver.row(program).pid();
            foreign.signal("KILL", before);
            Foreign.await().until(() -> saver.isUpAgain(program, before) && saver.ticks("pfile_named") > ticks + 3);

            assertThat(saver.agent().getTickLengthMaxMicros())
                    .as("a resolver is waited for for 5 s at least")
                    .isLessThan(4_000_000);
            assertThat(saver.story(program))
                    .containsExactly(
                            "up " + before,
                            "down " + before,
                            "restart " + before,
                            "up " + saver.row(program).pid());
        }
    }
}
