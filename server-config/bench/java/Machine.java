import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Where and with what a run was made: without it its figures mean nothing. */
final class Machine {
    private Machine() {}

    static String describe() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(l -> l.startsWith("model name"))
                .map(l -> l.replaceAll(".*: ", "")).findFirst().orElse("unknown CPU");
        return "Measured %s. %s, %d CPUs, %d MB memory, Linux %s, %s.%nJava %s; %s; s6 %s.%nLoad when it began %s, now %s.%n"
                .formatted(OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES), cpu,
                        Runtime.getRuntime().availableProcessors(),
                        Kit.status(Path.of("/proc/meminfo"), "MemTotal") / 1024,
                        Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip(),
                        first("sh", "-c", ". /etc/os-release; echo $PRETTY_NAME"), Runtime.version(),
                        first("sh", "-c", "monit -V 2>/dev/null || echo no Monit"),
                        first("sh", "-c", "dpkg-query -W -f '${Version}' s6 2>/dev/null || echo unknown"), LOAD, load());
    }

    private static final String LOAD = load();

    static void note() {
        System.err.println("load now: " + LOAD);
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "?";
        }
    }

    private static String first(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "?" : text.lines().findFirst().orElse("?");
    }
}
