package org.okiagari.it;

import java.nio.file.Path;
import java.util.List;
import org.okiagari.check.FreePorts;

/**
 * The restart scripts of the watched daemons and what they need, all below the home.
 *
 * @param home the home
 */
record DaemonScripts(TestHome home) {
    DaemonScripts {
        Path at = home.path();
        Path stub = at.resolve("stub/systemctl");
        at.resolve("stub").toFile().mkdirs();
        at.resolve("spool").toFile().mkdirs();
        home.write(home.conf("psenv"), "LANG=C\nPATH=" + at + "/stub:/usr/sbin:/usr/bin:/sbin:/bin\n");
        home.write(
                at.resolve("rsyslog.conf"),
                String.join(
                        "\n",
                        "module(load=\"imuxsock\")",
                        "global(workDirectory=\"" + at + "/spool\")",
                        "module(load=\"builtin:omfile\" Template=\"RSYSLOG_TraditionalFileFormat\")",
                        "*.* " + at + "/messages",
                        ""));
        if (!at.resolve("ssh_host_key").toFile().exists()) {
            Run.ok("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", at + "/ssh_host_key");
            home.write(
                    at.resolve("sshd_config"),
                    String.join(
                            "\n",
                            "ListenAddress 127.0.0.1:" + FreePorts.one(),
                            "HostKey " + at + "/ssh_host_key",
                            "PidFile /run/sshd.pid",
                            "UsePAM no",
                            ""));
        }
        home.write(
                stub,
                String.join(
                        "\n",
                        "#!/bin/sh",
                        "# Stands for systemd, which does not run here: starts the daemon itself.",
                        "case \"$1 $2\" in",
                        "'restart rsyslog') exec /usr/sbin/rsyslogd -f " + at + "/rsyslog.conf -i /run/rsyslogd.pid ;;",
                        "'restart sshd') exec /usr/sbin/sshd -f " + at + "/sshd_config ;;",
                        "*) echo \"unknown unit: $*\" >&2; exit 5 ;;",
                        "esac",
                        ""));
        TestHome.executable(stub);
        Path daemon = home.write(at.resolve("scripted-daemon"), "#!/bin/sh\nwhile :; do sleep 1000 & wait $!; done\n");
        TestHome.executable(daemon);
    }

    Path cron() {
        return home.script("restart_cron.sh", "/etc/init.d/cron stop", "/etc/init.d/cron start", "exit 0");
    }

    Path scripted() {
        return home.script(
                "restart_scripted.sh",
                "setsid -f " + home.path() + "/scripted-daemon </dev/null >/dev/null 2>&1",
                "exit 0");
    }

    /** One script for each PENT, in the order of the pfile. */
    List<Path> all() {
        return List.of(
                cron(),
                home.script("start_rsyslog.sh", home.path() + "/stub/systemctl restart rsyslog"),
                home.script("start_sshd.sh", home.path() + "/stub/systemctl restart sshd"),
                scripted());
    }
}
