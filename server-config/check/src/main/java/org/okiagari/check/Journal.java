package org.okiagari.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the savers of one home told, in the order in which they wrote it, rotated files first.
 *
 * @param events all events
 * @param torn lines that are no events; the last one of the youngest file is not among them, it may be in the making
 * @param isWhole whether no file was rotated, so that the first number is known to be 1
 */
record Journal(List<Told> events, List<String> torn, boolean isWhole) {
    private static final String NAME = "events.jsonl";

    /** Reads a log directory; none there is an empty journal. */
    static Journal of(Path logDirectory) {
        List<Path> files = files(logDirectory);
        List<Told> events = new ArrayList<>();
        List<String> torn = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                Optional<Told> told = Told.of(lines.get(i));
                boolean mayBeInTheMaking = file.equals(files.get(files.size() - 1)) && i == lines.size() - 1;
                if (told.isPresent()) {
                    events.add(told.get());
                } else if (!mayBeInTheMaking) {
                    torn.add(lines.get(i));
                }
            }
        }
        return new Journal(events, torn, files.size() <= 1);
    }

    private static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("events\\.jsonl(\\.\\d+)?"))
                    .sorted(Comparator.comparingInt(Journal::age).reversed())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int age(Path file) {
        String name = file.getFileName().toString();
        return name.equals(NAME) ? 0 : Integer.parseInt(name.substring(NAME.length() + 1));
    }

    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the events of each PENT; between them those of its pcheck, refused reloads, and where numbers are missing. */
    List<Story> stories() {
        Map<String, Story> stories = new LinkedHashMap<>();
        long last = 0;
        boolean isComplete = true;
        for (Told event : events) {
            if (event.seq() > last + 1) {
                Told hole = event.asHole();
                stories.values().forEach(story -> story.events().add(hole));
                isComplete = false;
            }
            last = event.seq();
            boolean isFromTheBeginning = isComplete;
            if (event.isOfPcheck() || event.isRefusedReload()) {
                stories.values().stream()
                        .filter(story -> story.pcheck().equals(event.pcheck()))
                        .forEach(story -> story.events().add(event));
            } else if (event.event().startsWith("pent.")) {
                stories.computeIfAbsent(
                                event.pcheck() + " " + event.pentId() + " " + event.pent(),
                                none -> new Story(
                                        event.pcheck(),
                                        event.pent(),
                                        isFromTheBeginning,
                                        loaded(event),
                                        new ArrayList<>()))
                        .events()
                        .add(event);
            }
        }
        return List.copyOf(stories.values());
    }

    /** The start of a pcheck before the first event of a PENT belongs to its story. */
    private Optional<Told> loaded(Told first) {
        return events.stream()
                .filter(event -> event.seq() < first.seq() && event.isOfPcheck())
                .filter(event -> event.pcheck().equals(first.pcheck()))
                .reduce((one, other) -> other);
    }

    /** Returns the event after which a pcheck is known to have run on: its last one, or the last of any pcheck. */
    Optional<Told> last() {
        return events.isEmpty() ? Optional.empty() : Optional.of(events.get(events.size() - 1));
    }
}
