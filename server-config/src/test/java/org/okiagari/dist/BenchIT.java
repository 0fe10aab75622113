package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.okiagari.check.Alone;
import org.okiagari.check.Needs;

/** The bench works (docs/benchmarks.md); what it measures here is not looked at, for machines that build are busy. */
@Alone(why = "a bench, which looks at all processes")
class BenchIT {
    @Test
    void measuresTheFloorAndOkiagariAndLosesNobody() throws IOException, InterruptedException {
        Needs.root();
        Needs.file(Path.of("/usr/bin/gcc"), "gcc");
        Needs.need(
                !Host.run(List.of("gcc", "-print-file-name=libc.a")).strip().equals("libc.a"),
                "libc.a (package libc6-dev)");
        Needs.need(
                Host.run(List.of("unshare", "-m", "-p", "-f", "echo", "works")).startsWith("works"),
                "unshare(1) to be allowed");
        Path archive = Path.of(System.getProperty("okiagari.distribution", ""));
        Path out = Files.createDirectories(archive.resolveSibling("it").resolve("bench"));

        Process bench = new ProcessBuilder(
                        Path.of("bench/run").toAbsolutePath().toString(),
                        "--quick",
                        "--tools=floor,okiagari",
                        "--scenarios=latency,steady",
                        "--window=3",
                        "--dist=" + archive,
                        "--out=" + out)
                .redirectErrorStream(true)
                .redirectOutput(out.resolve("output").toFile())
                .start();
        boolean hasEnded = bench.waitFor(600, TimeUnit.SECONDS);
        bench.destroy();

        assertThat(hasEnded && bench.exitValue() == 0)
                .as(Files.readString(out.resolve("output")))
                .isTrue();
        for (String tool : List.of("floor (C)", "Okiagari")) {
            assertThat(figure(out, tool, "kills")).isEqualTo("5.00");
            assertThat(figure(out, tool, "lost")).isEqualTo("0.000");
            assertThat(figure(out, tool, "started twice")).isEqualTo("0.000");
        }
        assertThat(out.resolve("report.md")).content().contains("Latency: kill -9", "Memory: ", "| Okiagari ");
        assertThat(out.resolve("bench.svg")).content().startsWith("<svg ").contains("Okiagari, N=5");
    }

    private static String figure(Path out, String tool, String figure) throws IOException {
        try (Stream<String> lines = Files.lines(out.resolve("bench.csv"))) {
            String row = "latency," + tool + ",5,0,," + figure + ",";
            return lines.filter(line -> line.startsWith(row))
                    .map(line -> line.substring(row.length()))
                    .findFirst()
                    .orElse("none");
        }
    }
}
