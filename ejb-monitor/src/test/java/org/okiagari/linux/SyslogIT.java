package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines to a log daemon; ours is a socket of the test. */
class SyslogIT {
    private static final Instant TIME = LocalDateTime.of(2026, 9, 2, 21, 8, 9)
            .atZone(ZoneId.systemDefault())
            .toInstant();
    private static final String LINE = "<30>Sep  2 21:08:09 pcheck[7750]: Process [起, pid=8033] Down";
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC_NONBLOCK = 0x80802;

    @TempDir
    Path directory;

    private final Os os = JnrOs.load(Path.of("target", "native").toAbsolutePath());
    private int daemon = -1;

    @AfterEach
    void end() {
        stopDaemon();
    }

    private void startDaemon(Path path) {
        daemon = (int) os.call(Sys.SOCKET, AF_UNIX, SOCK_DGRAM_CLOEXEC_NONBLOCK, 0);
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        Os.Memory address = os.allocate(128);
        address.bytes().putShort(0, (short) AF_UNIX).put(2, bytes);
        assertThat(os.call(Sys.BIND, daemon, address.address(), 2 + bytes.length + 1))
                .isZero();
    }

    private void stopDaemon() {
        if (daemon >= 0) {
            os.close(daemon);
            daemon = -1;
        }
    }

    private String received() {
        Os.Memory page = os.allocate(16384);
        long length = os.call(Sys.READ, daemon, page.address(), 16384);
        byte[] bytes = new byte[(int) Math.max(length, 0)];
        page.bytes().get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static boolean send(org.okiagari.pcheck.SyslogSender sender) {
        return sender.send("pcheck", 7750, 6, TIME, "Process [起, pid=8033] Down");
    }

    @Test
    void sendsTheLineToTheDaemon() throws IOException {
        Path path = directory.resolve("log");
        try (DevLogSyslog sender = new DevLogSyslog(os, path)) {
            assertThat(send(sender)).as("no daemon yet").isFalse();

            startDaemon(path);
            assertThat(send(sender)).isTrue();
            assertThat(received()).isEqualTo(LINE);

            stopDaemon();
            assertThat(send(sender)).as("daemon away").isFalse();
            Files.delete(path);
            assertThat(send(sender)).as("socket away").isFalse();

            startDaemon(path);
            assertThat(send(sender)).as("daemon back").isTrue();
            assertThat(received()).isEqualTo(LINE);
        }
    }

    @Test
    void findsTheNewSocketOfARestartedDaemonAtOnce() throws IOException {
        Path path = directory.resolve("log");
        startDaemon(path);
        try (DevLogSyslog sender = new DevLogSyslog(os, path)) {
            assertThat(send(sender)).isTrue();
            stopDaemon();
            Files.delete(path);
            startDaemon(path);

            assertThat(send(sender)).isTrue();
            assertThat(received()).isEqualTo(LINE);
        }
    }

    @Test
    void neverWaitsForADaemonThatDoesNotRead() {
        Path path = directory.resolve("log");
        startDaemon(path);
        try (DevLogSyslog sender = new DevLogSyslog(os, path)) {
            int sent = 0;
            while (sent < 100_000 && send(sender)) {
                sent++;
            }

            assertThat(sent).isBetween(1, 99_999);
            assertThat(received()).isEqualTo(LINE);
            assertThat(send(sender)).isTrue();
        }
    }

    @Test
    void sendsOverTheNetworkWithTheHost() throws IOException {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                UdpSyslog sender = UdpSyslog.to("127.0.0.1", server.getLocalPort(), "vm")) {
            server.setSoTimeout(10_000);

            assertThat(send(sender)).isTrue();

            DatagramPacket packet = new DatagramPacket(new byte[1024], 1024);
            server.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .isEqualTo(LINE.replace("pcheck[", "vm pcheck["));
        }
    }

    @Test
    void padsTheDayWithABlankAndSpeaksEnglish() {
        Instant time = Instant.parse("2026-11-22T03:04:05Z");
        ZoneId zone = ZoneId.of("UTC");
        java.util.Locale before = java.util.Locale.getDefault();
        java.util.Locale.setDefault(java.util.Locale.JAPAN);
        try {
            assertThat(new String(SyslogFormat.message("", "a", 1, 3, time, zone, "x"), StandardCharsets.UTF_8))
                    .isEqualTo("<27>Nov 22 03:04:05 a[1]: x");
        } finally {
            java.util.Locale.setDefault(before);
        }
        assertThat(SyslogFormat.message("", "a", 1, 3, time, zone, "x".repeat(20_000)))
                .hasSize(8192);
    }
}
