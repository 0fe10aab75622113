package org.okiagari.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.Home;

class ScriptTailTest {
    @TempDir
    Path directory;

    @Test
    void printsOnlyWhatComesAfterItsStart() throws IOException {
        Path log = Files.writeString(directory.resolve("log"), "old\n");
        Console console = new Console(new Home(directory));
        ScriptTail tail = new ScriptTail(log, console.terminal("pcheck"));

        append(log, "new\r\n\u001b[2J\n");
        tail.print();
        tail.print();

        assertThat(console.out()).isEqualTo("new\n\\x1b[2J\n");
    }

    @Test
    void printsAFileThatIsMadeLaterAndOneThatIsCut() throws IOException {
        Path log = directory.resolve("log");
        Console console = new Console(new Home(directory));
        ScriptTail tail = new ScriptTail(log, console.terminal("pcheck"));

        Files.writeString(log, "first line\n");
        tail.print();
        Files.writeString(log, "anew\n");
        tail.print();

        assertThat(console.out()).isEqualTo("first line\nanew\n");
    }

    @Test
    void keepsACharacterTogetherThatComesInTwoParts() throws IOException {
        Path log = directory.resolve("log");
        Console console = new Console(new Home(directory));
        ScriptTail tail = new ScriptTail(log, console.terminal("pcheck"));
        byte[] bytes = "あ\n".getBytes(StandardCharsets.UTF_8);

        Files.write(log, Arrays.copyOf(bytes, 2));
        tail.print();
        Files.write(log, bytes);
        tail.print();

        assertThat(console.out()).isEqualTo("あ\n");
    }

    @Test
    void survivesALongFileOfBytesThatAreNoText() throws IOException {
        Path log = directory.resolve("log");
        Console console = new Console(new Home(directory));
        ScriptTail tail = new ScriptTail(log, console.terminal("pcheck"));
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 0xff);

        Files.write(log, bytes);
        tail.print();

        assertThat(console.out()).hasSize(100_000);
    }

    private static void append(Path log, String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.APPEND);
    }
}
