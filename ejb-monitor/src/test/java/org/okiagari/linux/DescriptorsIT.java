package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.okiagari.check.Needs;

/** With too few descriptors nothing is missed: who gets none is polled, and said to be (ADR 0068). */
@SuppressWarnings("NullAway.Init") // each test begins with start, which sets the fields
class DescriptorsIT {
    private static final int CROWD = 300;
    private static final int MANY = 4096;

    @TempDir
    Path directory;

    private Process server;
    private BufferedReader answers;
    private PrintStream orders;

    private void start(long descriptors) throws IOException {
        start("prlimit", "--nofile=" + descriptors);
    }

    private void start(String... wrapper) throws IOException {
        Needs.program("/usr/bin/prlimit", "util-linux");
        List<String> words = new ArrayList<>(List.of(wrapper));
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData", // no word of the JVM's own where its answers are read
                "-cp",
                System.getProperty("java.class.path"),
                Crowd.class.getName(),
                directory.toString()));
        server = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = server.inputReader(StandardCharsets.UTF_8);
        orders = new PrintStream(server.getOutputStream(), true, StandardCharsets.UTF_8);
        assertThat(ask("open")).isEqualTo("opened");
    }

    @AfterEach
    void end() throws InterruptedException {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private String ask(String order) {
        orders.println(order);
        return CompletableFuture.supplyAsync(this::answer)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private String answer() {
        try {
            return String.valueOf(answers.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void limit(long descriptors) throws Exception {
        Process prlimit = new ProcessBuilder(
                        "prlimit", "--pid", Long.toString(server.pid()), "--nofile=" + descriptors + ":")
                .inheritIO()
                .start();
        assertThat(prlimit.waitFor()).isZero();
    }

    private void watchCrowd() {
        assertThat(ask("start " + CROWD)).isEqualTo("started");
        assertThat(ask("watch")).isEqualTo("watched");
    }

    private long used() {
        return Long.parseLong(ask("used"));
    }

    @Test
    void threeHundredAreWatchedWithTwoHundredLeft() throws Exception {
        start(MANY);
        limit(used() + 200);

        watchCrowd();

        assertThat(ask("script")).isEqualTo("Exited[code=0]");
        assertThat(ask("alive")).isEqualTo("300");
        // The new limit is noticed within seconds; what is beyond the reserve is given back then.
        assertThat(ask("until byEvent<141")).isEqualTo("yes");
        assertThat(Integer.parseInt(ask("byEvent"))).isGreaterThanOrEqualTo(100);
        assertThat(ask("alive")).isEqualTo("300");
        assertThat(ask("script")).isEqualTo("Exited[code=0]");
        assertThat(ask("look")).isEqualTo("complete");
        assertThat(ask("kill")).isEqualTo("300 killed, all gone, who is watched by event told once");
    }

    @Test
    void whenTheLimitIsLoweredSomeAreGivenBack() throws Exception {
        start(MANY);
        watchCrowd();
        assertThat(ask("byEvent")).isEqualTo("300");

        limit(200);

        assertThat(ask("script")).isEqualTo("Exited[code=0]");
        assertThat(ask("alive")).isEqualTo("300");
        assertThat(ask("until byEvent<300")).isEqualTo("yes");
        assertThat(ask("alive")).isEqualTo("300");
        assertThat(ask("look")).isEqualTo("complete");
        assertThat(ask("kill")).isEqualTo("300 killed, all gone, who is watched by event told once");
    }

    @Test
    void whenThereIsRoomAgainAllAreToldByTheKernel() throws Exception {
        start(MANY);
        limit(used() + 200);
        watchCrowd();

        limit(MANY);

        assertThat(ask("until byEvent=300")).isEqualTo("yes");
        assertThat(ask("kill")).isEqualTo("300 killed, all gone, who is watched by event told once");
    }

    @Test
    void whenOthersTookAllTheSpareOnesAreGivenUp() throws Exception {
        start(1024);
        watchCrowd();

        assertThat(ask("start 10")).isEqualTo("started");
        assertThat(ask("flood")).isEqualTo("flooded");

        assertThat(ask("look")).isEqualTo("complete");
        assertThat(ask("script")).isEqualTo("Exited[code=0]");
        assertThat(ask("byEvent")).isEqualTo("300");
        assertThat(ask("alive")).isEqualTo("300");
        assertThat(ask("watch")).isEqualTo("watched");
        assertThat(ask("byEvent")).isEqualTo("300");
        assertThat(ask("alive")).isEqualTo("310");
        assertThat(ask("kill")).isEqualTo("310 killed, all gone, who is watched by event told once");
        assertThat(ask("script")).isEqualTo("Exited[code=0]");
    }

    @Test
    void withNoneAtAllNobodyIsTakenForDead() throws Exception {
        start(MANY);
        watchCrowd();

        limit(3);

        assertThat(ask("alive")).isEqualTo("300");
        assertThat(ask("look")).startsWith("failed");
        assertThat(ask("alive")).isEqualTo("300");
        assertThat(ask("script")).startsWith("Shortage");

        limit(MANY);

        assertThat(ask("look")).isEqualTo("complete");
        assertThat(ask("until byEvent=300")).isEqualTo("yes");
        assertThat(ask("kill")).isEqualTo("300 killed, all gone, who is watched by event told once");
    }

    /** The kernel's own answer, as before Linux 5.3 or in a container that forbids it. */
    @ParameterizedTest
    @ValueSource(strings = {"ENOSYS", "EPERM"})
    void whereTheKernelGivesNoPidfdAllArePolled(String error) throws Exception {
        Needs.program("/usr/bin/strace", "strace");
        start(
                "strace",
                "-f",
                "-qq",
                "--seccomp-bpf",
                "-o",
                directory.resolve("trace").toString(),
                "-e",
                "trace=pidfd_open",
                "-e",
                "inject=pidfd_open:error=" + error);

        watchCrowd();

        assertThat(ask("byEvent")).isEqualTo("0");
        assertThat(ask("alive")).isEqualTo("300");
        assertThat(ask("look")).isEqualTo("complete");
        assertThat(ask("script")).isEqualTo("Exited[code=0]");
        // Nobody asks once a PENT and check for what there is not.
        assertThat(Files.readAllLines(directory.resolve("trace")))
                .filteredOn(line -> line.contains("pidfd_open"))
                .anyMatch(line -> line.contains("= -1 " + error))
                .hasSizeLessThan(100);
        assertThat(ask("kill")).isEqualTo("300 killed, all gone, who is watched by event told once");
    }
}
