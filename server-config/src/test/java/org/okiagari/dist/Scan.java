package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.okiagari.api.json.JsonReader;

/** A run of a scanner that is a program of its own and writes its findings as JSON. */
final class Scan {
    private static final int LIMIT_SECONDS = 1_200;

    private Scan() {}

    /** Runs it to its end and returns what it has written to this file; what it says besides goes to a file beside it. */
    static Object report(List<String> command, Path json) throws IOException {
        Files.deleteIfExists(json);
        List<String> line = new ArrayList<>(List.of("timeout", Integer.toString(LIMIT_SECONDS)));
        line.addAll(command);
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(saidOf(json).toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS + 20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(json).as(said(json)).exists();
        return Objects.requireNonNull(JsonReader.parse(Files.readString(json)));
    }

    /** Returns what it said in the run that wrote this file. */
    static String said(Path json) throws IOException {
        return Files.readString(saidOf(json));
    }

    private static Path saidOf(Path json) {
        return json.resolveSibling(json.getFileName() + ".said");
    }
}
