package org.okiagari.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.api.text.CommandWords;
import org.okiagari.saver.Exclusion.RunningScript;
import org.okiagari.saver.ProcessId;

/**
 * Finds scripts whose server was killed before it could write down their process.
 *
 * <p>A script leads a session, has its run in its environment, and its command line ends with the command. A daemon that it
 * left has that environment too, but not that command line. Only processes that began after the attempt are read.
 */
final class LostScripts {
    private static final Logger LOGGER = Logger.getLogger(LostScripts.class.getName());
    private static final String VARIABLE = "OKIAGARI_RUN=";
    private static final long NANOS_PER_TICK = 10_000_000L;
    /** What a file name, its arguments or an environment may be in all. */
    private static final int LONGEST = 256 << 10;

    private final ProcReader reader;
    private final byte[] stat = new byte[1024];

    LostScripts(ProcReader reader) {
        this.reader = reader;
    }

    /** Tells whether a script that was started lives; when in doubt it does, for then it is awaited. */
    boolean isAlive(ProcessId id) {
        try {
            int length = reader.read(Long.toString(id.pid()), "stat", stat);
            return length == ProcReader.DENIED
                    || ProcStat.parse(stat, Math.max(length, 0))
                            .filter(now -> now.startTime() == id.startTime() && !now.isDead())
                            .isPresent();
        } catch (CannotLook e) {
            return true;
        }
    }

    /** Returns those of the runs whose script is found, with it. */
    List<RunFile.Run> find(List<RunFile.Run> runs) {
        List<RunFile.Run> found = new ArrayList<>();
        if (runs.isEmpty()) {
            return found;
        }
        long first = runs.stream().mapToLong(RunFile.Run::sinceNanos).min().orElse(0) / NANOS_PER_TICK - 1;
        try {
            reader.list((pid, inode) -> look(pid, first, runs).ifPresent(found::add));
        } catch (CannotLook e) {
            LOGGER.log(Level.WARNING, "Scripts that a killed server had just started are not looked for: {0}", e.why());
        }
        return found;
    }

    /** A process that cannot be looked at hides no other. */
    private Optional<RunFile.Run> look(long pid, long first, List<RunFile.Run> runs) {
        try {
            int length = reader.read(Long.toString(pid), "stat", stat);
            Optional<ProcStat> leader = ProcStat.parse(stat, Math.max(length, 0))
                    .filter(now -> now.session() == pid && now.startTime() >= first && !now.isDead());
            return leader.isPresent() ? match(new ProcessId(pid, leader.get().startTime()), runs) : Optional.empty();
        } catch (CannotLook e) {
            LOGGER.log(
                    Level.WARNING,
                    "Whether process {0} is a script that a killed server had just started is not known: {1}",
                    new Object[] {Long.toString(pid), e.why()});
            return Optional.empty();
        }
    }

    private Optional<RunFile.Run> match(ProcessId id, List<RunFile.Run> runs) throws CannotLook {
        List<String> environment = read(id, "environ");
        for (RunFile.Run run : runs) {
            if (environment.contains(VARIABLE + run.run())) {
                List<String> line = read(id, "cmdline");
                return script(line, run.command()).map(script -> run.with(new RunningScript(id, script)));
            }
        }
        return Optional.empty();
    }

    private List<String> read(ProcessId id, String name) throws CannotLook {
        byte[] bytes = new byte[LONGEST];
        int length = reader.read(Long.toString(id.pid()), name, bytes);
        return length <= 0 ? List.of() : List.of(new String(bytes, 0, length, StandardCharsets.UTF_8).split("\0"));
    }

    /** Returns the script file that a command line runs, empty if it is none; none if it is another command. */
    static Optional<String> script(List<String> line, String command) {
        List<String> split = CommandWords.split(command).words();
        for (List<String> words : List.of(List.of(command), split)) {
            int head = line.size() - words.size();
            if (head >= 0 && !words.isEmpty() && isTail(line.subList(head, line.size()), words)) {
                return Optional.of(head == 0 ? "" : line.get(head));
            }
        }
        return Optional.empty();
    }

    /** A command without a path was found in PATH. */
    private static boolean isTail(List<String> tail, List<String> words) {
        return Texts.baseName(tail.get(0)).equals(Texts.baseName(words.get(0)))
                && tail.subList(1, tail.size()).equals(words.subList(1, words.size()));
    }
}
