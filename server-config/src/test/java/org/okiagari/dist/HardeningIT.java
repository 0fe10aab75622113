package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the distribution brings for the host: the unit, the SELinux module, the lists of what is in it, its modes. */
class HardeningIT {
    private static final Path POLICY = Path.of("/usr/share/selinux/devel/Makefile");
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
        need(SYSTEMD_ANALYZE, "systemd");
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
        need(POLICY, "selinux-policy-dev");
        for (String file : List.of("okiagari.te", "okiagari.fc", "okiagari.if")) {
            Files.copy(tree.resolve("selinux").resolve(file), work.resolve(file));
        }

        String said = run(work, "make", "-f", POLICY.toString(), "okiagari.pp");

        assertThat(work.resolve("okiagari.pp")).as(said).isNotEmptyFile();
        assertThat(said).doesNotContain("ERROR").doesNotContain("WARNING");
    }

    @Test
    void whatIsInItIsListed() throws IOException {
        assertThat(sbom("okiagari-war")).contains("\"CycloneDX\"", "jolokia-server-core", "hawtio-system", "jnr-posix");
        assertThat(sbom("okiagari-war")).doesNotContain("junit", "jsr160", "nimbus", "httpclient");
        assertThat(sbom("okiagari-console")).contains("\"CycloneDX\"", "pkg:npm/react@", "%40hawtio/react");
        assertThat(sbom("okiagari-server")).contains("\"CycloneDX\"", "payara-micro");
    }

    @Test
    void nothingInItIsForOthersToWrite() throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            assertThat(files.filter(path -> !Files.isSymbolicLink(path)))
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .as(path.toString())
                            .matches("r[w-][x-]r-[x-]r-[x-]"));
        }
    }

    private static String sbom(String name) throws IOException {
        return Files.readString(tree.resolve("sbom").resolve(name + ".cdx.json"));
    }

    /** A missing tool is one line, and a failure where nothing may be missing. */
    private static void need(Path tool, String debianPackage) {
        if (Files.exists(tool)) {
            return;
        }
        String line = "This test needs " + tool + " (Debian package " + debianPackage + "), which is missing here";
        assertThat(System.getenv("CI")).as(line).isNotEqualTo("true");
        System.out.println("SKIPPED: " + line);
        Assumptions.abort(line);
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        Path out = directory.resolve("out.txt");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
