package org.okiagari.web.guard;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;

/**
 * Looks at the JSON of a Jolokia request for what passes every Jolokia policy: other types, a proxy target, huge bulks.
 *
 * <p>It is read by the parser that Jolokia uses, so that both see the same.
 */
public final class JolokiaBody {
    /** Most requests in one bulk. */
    public static final int MAX_BULK = 100;

    private static final Set<String> TYPES = Set.of("read", "list", "search", "version", "exec");

    private JolokiaBody() {}

    /** Returns why a body is refused, or empty if it may go on. */
    public static Optional<Refusal> check(String json) {
        Optional<Object> parsed = parse(json);
        return parsed.isPresent() ? check(parsed.get()) : Optional.of(new Refusal(400, "The request is no JSON."));
    }

    /** Returns what a JSON text holds; empty if it is none, or null. */
    public static Optional<Object> parse(String json) {
        try {
            return Optional.ofNullable(new JSONParser().parse(json));
        } catch (ParseException | IOException | RuntimeException e) {
            return Optional.empty();
        } catch (Error e) {
            // Jolokia's scanner (2.6.0) throws a plain Error where it matches nothing, and a text may be too deep for
            // it.
            if (e.getClass() == Error.class || e instanceof StackOverflowError) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Returns why a parsed body is refused, or empty if it may go on. */
    public static Optional<Refusal> check(Object parsed) {
        if (!(parsed instanceof List)) {
            return checkOne(parsed);
        }
        List<?> bulk = (List<?>) parsed;
        if (bulk.size() > MAX_BULK) {
            return Optional.of(new Refusal(403, "A bulk holds at most " + MAX_BULK + " requests."));
        }
        return bulk.stream()
                .map(JolokiaBody::checkOne)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Refusal> checkOne(Object entry) {
        if (!(entry instanceof Map)) {
            return Optional.of(new Refusal(400, "A request is a JSON object."));
        }
        Map<?, ?> request = (Map<?, ?>) entry;
        if (request.containsKey("target")) {
            return Optional.of(new Refusal(403, "A target is not served."));
        }
        Object type = request.get("type");
        return type instanceof String && TYPES.contains(type)
                ? Optional.empty()
                : Optional.of(new Refusal(403, "Only the types read, list, search, version and exec are served."));
    }
}
