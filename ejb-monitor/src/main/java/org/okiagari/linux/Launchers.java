package org.okiagari.linux;

import java.util.Set;

/** Programs whose nature is to become another one by exec(): their process may be a daemon a moment later. */
final class Launchers {
    private static final Set<String> NAMES = Set.of(
            "agetty",
            "busybox",
            "bwrap",
            "capsh",
            "choom",
            "chpst",
            "chroot",
            "chrt",
            "crun",
            "csh",
            "daemonize",
            "doas",
            "env",
            "envdir",
            "envuidgid",
            "execlineb",
            "fish",
            "flock",
            "getty",
            "gosu",
            "ionice",
            "login",
            "mingetty",
            "nice",
            "nohup",
            "nsenter",
            "numactl",
            "pkexec",
            "prlimit",
            "runc",
            "runcon",
            "runuser",
            "s6-setuidgid",
            "s6-softlimit",
            "setarch",
            "setpriv",
            "setsid",
            "setuidgid",
            "sg",
            "softlimit",
            "start-stop-daemon",
            "stdbuf",
            "su",
            "su-exec",
            "sudo",
            "systemd-executor",
            "systemd-run",
            "taskset",
            "tcsh",
            "timeout",
            "unshare",
            "youki");

    private Launchers() {}

    /** Tells whether a program is a launcher or an interpreter, by the base name of its file. */
    static boolean isLauncher(String program) {
        return NAMES.contains(program) || program.startsWith("ld-linux") || Interpreters.isInterpreter(program);
    }
}
