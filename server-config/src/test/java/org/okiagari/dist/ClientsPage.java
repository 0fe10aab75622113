package org.okiagari.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The commands of docs/clients.md, as they stand there.
 *
 * @param blocks what stands between fences, in the order of the page
 */
record ClientsPage(List<Block> blocks) {
    /**
     * What stands between two fences.
     *
     * @param kind the words behind the opening fence: {@code sh}; {@code sh window} = it opens one and goes on;
     *     {@code text} = what the commands before print
     * @param line its first line in the page
     * @param text the lines, with the names of this run
     */
    record Block(String kind, int line, String text) {
        /** Returns the lines of an expected output that are not there; {@code ...} stands for anything. */
        List<String> missingIn(String output) {
            return text.lines()
                    .filter(line -> output.lines()
                            .noneMatch(there -> pattern(line).matcher(there).matches()))
                    .toList();
        }

        private static Pattern pattern(String line) {
            return Pattern.compile(Pattern.quote(line).replace("...", "\\E.*\\Q"));
        }
    }

    /** Reads the page; each name of the page that is a key becomes its value. */
    static ClientsPage read(Path file, Map<String, String> names) throws IOException {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith("```")) {
                int end = at + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                String text = String.join("\n", lines.subList(at + 1, end)) + "\n";
                blocks.add(new Block(lines.get(at).substring(3), at + 2, replaced(text, names)));
                at = end;
            }
        }
        return new ClientsPage(blocks);
    }

    private static String replaced(String text, Map<String, String> names) {
        String result = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            result = result.replace(name.getKey(), name.getValue());
        }
        return result;
    }
}
