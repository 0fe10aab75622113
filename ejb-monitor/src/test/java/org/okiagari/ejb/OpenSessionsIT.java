package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.check.Needs;
import org.okiagari.linux.OwnLoopback;

/** A real sshd dies and an open session lives on: the session is no sshd that listens. */
class OpenSessionsIT {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private PidNamespace namespace;

    @SuppressWarnings("NullAway.Init")
    private Foreign foreign;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    private int port;

    @BeforeEach
    void start() throws Exception {
        Needs.need(Files.isExecutable(SSHD), SSHD + " (Debian package openssh-server)");
        Needs.need(Files.isExecutable(Path.of("/usr/bin/ssh")), "/usr/bin/ssh (Debian package openssh-client)");
        namespace = PidNamespace.prompt();
        foreign = Foreign.below(directory, namespace);
        foreign.run("sh", "-c", "mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd");
        for (String key : List.of("host_key", "user_key")) {
            foreign.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", directory + "/" + key);
        }
        port = OwnLoopback.nextPort();
        Files.writeString(
                directory.resolve("sshd_config"),
                String.join(
                        "\n",
                        "ListenAddress " + OwnLoopback.address() + ":" + port,
                        "HostKey " + directory + "/host_key",
                        "AuthorizedKeysFile " + directory + "/user_key.pub",
                        "StrictModes no",
                        "PermitRootLogin prohibit-password",
                        "PidFile /run/sshd.pid",
                        "UsePAM no",
                        ""));
        saver = Saver.inItsOwnJvm(namespace.inside(), directory);
    }

    @AfterEach
    void end() throws Exception {
        if (saver != null) {
            saver.close();
        }
        if (namespace != null) {
            namespace.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"before Up", "after Up", "after Up, polled"})
    void theDeathOfSshdWithAnOpenSessionIsADeath(String opened) {
        Path restart = saver.script("restart_sshd", "exec " + SSHD + " -f " + directory + "/sshd_config");
        foreign.run(restart.toString());
        if (opened.equals("before Up")) {
            openSession();
        }
        saver.start(
                "pfile_sshd",
                "MONITOR_INTERVAL 3600" + (opened.endsWith("polled") ? ";DETECT poll" : ""),
                SSHD + " : " + restart + " : 600 : 9 : continue");
        Foreign.await().until(() -> saver.isUp(SSHD));
        long master = saver.row(SSHD).pid();
        if (opened.startsWith("after Up")) {
            openSession();
            saver.tick("pfile_sshd"); // where the tick takes a sample of who descends from whom
        }

        foreign.signal("KILL", master);

        Foreign.await().until(() -> {
            if (opened.endsWith("polled")) {
                saver.tick("pfile_sshd"); // the first one may come before the kernel has ended it
            }
            return saver.isUpAgain(SSHD, master);
        });
        long next = saver.row(SSHD).pid();
        assertThat(saver.story(SSHD))
                .containsExactly("up " + master, "down " + master, "restart " + master, "up " + next);
        assertThat(foreign.run("sh", "-c", "cat /proc/" + next + "/cmdline | tr '\\0' ' '"))
                .as("it is the one that listens")
                .contains("sshd_config");
        assertThat(foreign.run("pgrep", "-f", "sleep 987654").lines())
                .as("the session lives")
                .isNotEmpty();
        openSession();
    }

    /** It is there before it listens, so ssh tries again each second. */
    private void openSession() {
        String ssh =
                "setsid -f ssh -n -o BatchMode=yes -o ConnectionAttempts=30 -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -i "
                        + directory + "/user_key -p " + port + " root@" + OwnLoopback.address() + " 'touch " + directory
                        + "/session; exec sleep 987654' >" + directory + "/ssh.log 2>&1 </dev/null";
        foreign.run("sh", "-c", "rm -f " + directory + "/session; " + ssh);
        Foreign.await().until(() -> Files.exists(directory.resolve("session")));
    }
}
