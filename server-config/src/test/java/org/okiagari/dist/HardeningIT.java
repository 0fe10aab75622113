package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.okiagari.check.LiveFiles;
import org.okiagari.check.Needs;

/** What the distribution brings for the host: the unit, the SELinux module, the lists of what is in it, its modes. */
class HardeningIT {
    private static final Path POLICY = Path.of("/usr/share/selinux/devel/Makefile");
    private static final Path STORE = Path.of("/var/lib/selinux/default");
    private static final Path SEMODULE = Path.of("/usr/sbin/semodule");
    private static final Path SYSTEMD_ANALYZE = Path.of("/usr/bin/systemd-analyze");

    private static Path tree;
    private static Path work;

    @BeforeAll
    static void unpack() throws IOException {
        Host host = Host.make("hardening");
        tree = Path.of(host.bin("padmin")).resolve("../..").normalize();
        work = Files.createDirectories(host.home.resolve("work"));
    }

    @Test
    void systemdTakesTheUnitWithoutAWord() throws Exception {
        Needs.file(SYSTEMD_ANALYZE, "systemd");
        String text = Files.readString(tree.resolve("systemd/psagent.service"))
                .replace("=/opt/HA/PS/bin/", "=" + tree.resolve("bin") + "/");
        Path unit = Files.writeString(work.resolve("psagent.service"), text);

        assertThat(run(work, SYSTEMD_ANALYZE.toString(), "verify", "--man=no", unit.toString()))
                .isEmpty();
    }

    /** Restarted daemons inherit whatever is set here (docs/security.md). */
    @Test
    void theUnitTakesNothingFromTheDaemonsThatAreRestarted() throws IOException {
        List<String> lines = Files.readAllLines(tree.resolve("systemd/psagent.service"));

        assertThat(lines)
                .contains("KillMode=process", "Restart=always", "UMask=0077", "LockPersonality=yes")
                .noneMatch(line -> line.matches("(NoNewPrivileges|Protect|Private|Restrict|SystemCall|Capability|Memory"
                        + "|ReadOnly|Inaccessible|IPAddress|Device|Dynamic|User=).*"));
    }

    @Test
    void theSelinuxModuleCompiles() throws Exception {
        compileModule(work);
    }

    /**
     * Without a kernel that enforces: linked with every module of Debian's policy in a store of its own, where neverallow rules
     * are checked too, into the policy that a kernel would load.
     */
    @Test
    void theSelinuxModuleIsTakenIntoDebiansPolicy() throws Exception {
        Needs.file(STORE, "selinux-policy-default");
        Needs.file(SEMODULE, "policycoreutils");
        Needs.root();
        Path module = compileModule(work);
        Path root = work.resolve("selinux-root");
        for (Path from : List.of(STORE, Path.of("/etc/selinux/default"))) {
            Path to = root.resolve(from.toString().substring(1));
            Files.createDirectories(to.getParent());
            run(work, "cp", "-a", from.toString(), to.toString());
        }
        Files.writeString(root.resolve("etc/selinux/semanage.conf"), "module-store = direct\nexpand-check = 1\n");

        run(work, SEMODULE.toString(), "-n", "-s", "default", "-p", root.toString(), "-i", module.toString());

        assertThat(run(work, SEMODULE.toString(), "-s", "default", "-p", root.toString(), "-l"))
                .containsPattern("(?m)^okiagari$");
        try (Stream<Path> policies = Files.list(root.resolve("etc/selinux/default/policy"))) {
            Path policy = policies.findFirst().orElseThrow();
            assertThat(Files.readString(policy, StandardCharsets.ISO_8859_1))
                    .contains("okiagari_t", "okiagari_exec_t", "okiagari_secret_t", "okiagari_restart_services");
        }
    }

    private static Path compileModule(Path directory) throws IOException, InterruptedException {
        Needs.file(POLICY, "selinux-policy-dev");
        for (String file : List.of("okiagari.te", "okiagari.fc", "okiagari.if")) {
            Files.copy(
                    tree.resolve("selinux").resolve(file),
                    directory.resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        String said = run(directory, "make", "-f", POLICY.toString(), "okiagari.pp");
        assertThat(said).doesNotContain("ERROR").doesNotContain("WARNING");
        assertThat(directory.resolve("okiagari.pp")).as(said).isNotEmptyFile();
        return directory.resolve("okiagari.pp");
    }

    @Test
    void whatIsInItIsListed() throws IOException {
        assertThat(sbom("okiagari-war")).contains("\"CycloneDX\"", "jolokia-server-core", "hawtio-system", "jnr-posix");
        assertThat(sbom("okiagari-war")).doesNotContain("junit", "jsr160", "nimbus", "httpclient");
        assertThat(sbom("okiagari-console")).contains("\"CycloneDX\"", "pkg:npm/react@", "%40hawtio/react");
        assertThat(sbom("okiagari-server")).contains("\"CycloneDX\"", "payara-micro", "jolokia-client-jmx-adapter");
    }

    @Test
    void nothingInItIsForOthersToWrite() throws IOException {
        // A command of another test may just be making the archive of its classes.
        assertThat(LiveFiles.modesBelow(tree))
                .containsKey(tree.resolve("bin/padmin"))
                .allSatisfy((path, mode) -> assertThat(mode & 07022)
                        .as("%s has mode %o", path, mode)
                        .isZero())
                .allSatisfy((path, mode) ->
                        assertThat(mode & 0444).as("%s has mode %o", path, mode).isEqualTo(0444));
    }

    private static String sbom(String name) throws IOException {
        return Files.readString(tree.resolve("sbom").resolve(name + ".cdx.json"));
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(300, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
