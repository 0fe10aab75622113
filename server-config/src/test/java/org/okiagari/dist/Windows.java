package org.okiagari.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.okiagari.check.Needs;

/** Opens the windows that docs/clients.md opens, looks at them, and leaves the pictures of the page in target/it/pictures. */
final class Windows {
    private static final String PCHECK = "okiagari > Pcheck > pfile_web";

    private final Host host;
    private final SampleDaemon daemon;
    private final Bash bash;

    Windows(Host host, SampleDaemon daemon, Bash bash) {
        this.host = host;
        this.daemon = daemon;
        this.bash = bash;
    }

    /** Runs the command on a screen of its own until its window has shown what the page says. */
    void open(String command) throws IOException {
        Needs.file(Screen.XVFB, "xvfb");
        Needs.file(Path.of(System.getProperty("java.home"), "bin/jconsole"), "openjdk-17-jdk");
        try (Screen screen = Screen.open(host.home.resolve("screen"))) {
            Path output = bash.start("export DISPLAY=" + screen.display() + "\n" + command);
            try {
                look(screen, command);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        command + "\nprinted:\n" + Files.readString(output) + "\nand showed:\n" + screen.seen(), e);
            } finally {
                bash.endChildren();
            }
        }
    }

    private void look(Screen screen, String command) throws IOException {
        ProcessHandle java =
                Screen.await().until(this::java, Optional::isPresent).orElseThrow();
        if (command.startsWith("visualvm")) {
            screen.actUntil(java, "press I Accept", "tab Monitor");
        } else if (command.contains("--url")) {
            overHttps(screen, java);
        } else {
            byPid(screen, java, command.startsWith("jconsole"));
        }
    }

    private Optional<ProcessHandle> java() {
        return bash.children()
                .filter(child -> child.info().command().orElse("").matches(".*/(java|jconsole)"))
                .findFirst();
    }

    /** Everything is there, and notifications arrive. */
    private void byPid(Screen screen, ProcessHandle java, boolean isAskedFirst) throws IOException {
        if (isAskedFirst) {
            screen.actUntil(java, "look", "label <html><h3>Secure connection failed. Retry insecurely?");
            screen.actUntil(java, "press Insecure connection", "TAB ");
        }
        screen.actUntil(java, "tab MBeans", "node okiagari");
        screen.actUntil(java, "node " + PCHECK + " > Notifications", "NODE Notifications");
        screen.actUntil(java, "press Subscribe", "NODE Notifications[0]");
        daemon.kill();
        List<String> seen = screen.actUntil(java, "look", "NODE Notifications[3]");
        assertThat(rows(seen, "okiagari.pent.down", "okiagari.pent.restart", "okiagari.pent.up"))
                .isEqualTo(3);
        screen.act(java, "columns 90 150 60 50 420 20 20");
        picture(screen, java, "jconsole-local.png");
    }

    /** The tab MBeans alone, by a user who may look and not touch. */
    private void overHttps(Screen screen, ProcessHandle java) throws IOException {
        List<String> seen = screen.actUntil(java, "look", "TAB MBeans");
        assertThat(seen).noneMatch(line -> line.contains("Retry insecurely"));
        screen.actUntil(java, "look", "node okiagari");
        String pent = "okiagari > Pent > pfile_web > " + daemon.program + " > 1";
        seen = screen.actUntil(java, "node " + pent + " > Attributes", "row ProcSts");
        assertThat(seen).contains("row ProcSts | AVAIL");
        picture(screen, java, "jconsole-https.png");
        screen.actUntil(java, "node " + PCHECK + " > Operations > reload", "NODE reload");
        seen = screen.actUntil(java, "press reload", "label Problem invoking reload");
        assertThat(String.join("\n", seen)).contains("reload needs the role operator; yours is viewer.");
    }

    private static long rows(List<String> seen, String... types) {
        return List.of(types).stream()
                .filter(type -> seen.stream().anyMatch(line -> line.startsWith("row ") && line.contains(type)))
                .count();
    }

    private void picture(Screen screen, ProcessHandle java, String name) throws IOException {
        Path pictures = Files.createDirectories(host.home.resolveSibling("pictures"));
        screen.act(java, "room 900 460");
        screen.act(java, "picture " + pictures.resolve(name));
        assertThat(pictures.resolve(name)).isNotEmptyFile();
    }
}
