package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that was run to its end.
 *
 * @param status its exit status
 * @param output its output and errors
 */
public record Run(int status, String output) {
    private static final long LIMIT_SECONDS = 300;

    /** Runs a command to its end, at most five minutes. */
    public static Run of(List<String> command) {
        try {
            Path output = Files.createTempFile(Build.target(), "run", ".txt");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            if (!ended) {
                process.destroyForcibly();
                throw new AssertionError("Not ended after " + LIMIT_SECONDS + " s: " + command + "\n" + text);
            }
            return new Run(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs a command that must succeed and returns its output. */
    public static String ok(String... command) {
        Run run = of(List.of(command));
        assertThat(run.status())
                .as("%s: %s", String.join(" ", command), run.output())
                .isZero();
        return run.output();
    }
}
