package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.it.Attacked.BEAN;
import static org.okiagari.it.Attacked.HOME;
import static org.okiagari.it.Attacked.port;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Needs;

/** The local socket: while HTTP is held up, and for somebody else. */
abstract class HostAttacks {
    @Test
    void theLocalSocketAnswersWhileHttpIsHeldUp() throws IOException {
        List<Socket> half = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                half.add(RawHttp.halfSent(port()));
            }
            long begin = System.nanoTime();

            assertThat(LocalSocket.read(HOME, BEAN, "Message").getAsString()).isEqualTo("start");

            assertThat(System.nanoTime() - begin).isLessThan(10_000_000_000L);
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
    }

    @Test
    void theLocalSocketIsForItsOwnerAndNobodyElseComesNearIt() throws IOException {
        Path run = HOME.path().resolve("run");
        assertThat((int) Files.getAttribute(run, "unix:mode") & 0777).isEqualTo(0700);
        Path elsewhere = run.resolve("okiagari.sock.path");
        Path socket =
                Files.exists(elsewhere) ? Path.of(Files.readString(elsewhere).strip()) : run.resolve("okiagari.sock");
        assertThat(Files.getAttribute(socket, "unix:mode")).isEqualTo(0140600);
        assertThat((int) Files.getAttribute(socket.getParent(), "unix:mode") & 0777)
                .isEqualTo(0700);
        Needs.root();
        Needs.program("/usr/bin/setpriv", "util-linux");
        Needs.program("/usr/bin/curl", "curl");
        List<String> curl = List.of("curl", "-s", "-S", "--unix-socket", socket.toString(), "http://x/");
        List<String> nobody = new ArrayList<>(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        nobody.addAll(curl);
        Process process = new ProcessBuilder(nobody).redirectErrorStream(true).start();
        assertThat(RawHttp.all(process.getInputStream())).contains("curl: (7)");
    }
}
