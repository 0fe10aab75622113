package org.okiagari.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** I-1: at most one script of a PENT at any moment, and no attempt runs twice: by what the scripts themselves wrote. */
final class OneScript implements Invariant {
    @Override
    public String name() {
        return "I-1";
    }

    @Override
    public void prove(Run run, Consumer<String> wrong) {
        Map<String, String> running = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (String[] line : run.facts().scripts) {
            String pent = line[1];
            String attempt = line[3];
            if (line[0].equals("start")) {
                String other = running.put(pent, attempt);
                if (other != null && !run.facts().killedScripts.contains(other)) {
                    wrong.accept("script " + attempt + " of " + pent + " started while " + other + " ran");
                }
                if (!seen.add(attempt)) {
                    wrong.accept("attempt " + attempt + " of " + pent + " ran twice");
                }
            } else {
                running.remove(pent, attempt);
            }
        }
    }
}
