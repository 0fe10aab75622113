package org.okiagari.web.guard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the names in a query string: asking the server for parameters could read the body. */
final class Query {
    /** What a stock Hawtio adds to each request, and what we answer anyhow. */
    private static final Set<String> PLAIN = Set.of("mimeType=application/json", "mimeType=application%2Fjson");

    private Query() {}

    static Set<String> names(@Nullable String query) {
        Set<String> names = new LinkedHashSet<>();
        if (query != null) {
            for (String pair : query.split("[&;]")) {
                if (PLAIN.contains(pair)) {
                    continue;
                }
                int end = pair.indexOf('=');
                names.add(decode(end < 0 ? pair : pair.substring(0, end)));
            }
        }
        return names;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
