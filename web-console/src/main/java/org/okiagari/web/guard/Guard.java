package org.okiagari.web.guard;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.okiagari.api.settings.Settings;

/**
 * Refuses what no honest client sends: foreign names, foreign pages, other methods, and tricks with Jolokia's URLs.
 *
 * <p>Rows in the order of the checks; the first that refuses answers:
 *
 * <ul>
 *   <li>421 the Host is not a name of this server
 *   <li>403 the Origin is neither this server nor one of ALLOWED_ORIGINS: a console whose proxy passes its page's on
 *   <li>403 Sec-Fetch-Site says another site, but for a link to a page
 *   <li>405 a method other than GET and POST
 *   <li>400 a {@code ;} in the path: some servers take a session's id from there, whatever web.xml says
 *   <li>for Jolokia: 405 a parameter that changes the request; 405 a GET of anything but version, read, list, search; 415
 *       a POST that is not JSON in UTF-8, which ALLOWED_ORIGINS may also call text/json; 411 no length; 413 more than 64 KiB
 *   <li>for the log-in: 415 a POST that is no form; 411; 413 more than 4 KiB
 * </ul>
 */
public final class Guard {
    /** Most bytes of a Jolokia request. */
    public static final int MAX_REQUEST = 64 * 1024;

    /** Most bytes of a log-in form. */
    public static final int MAX_FORM = 4 * 1024;

    private static final String PASSED_ON = "text/json";
    private static final Set<String> GET_COMMANDS = Set.of("", "version", "read", "list", "search");
    private static final Set<String> BAD_PARAMETERS = Set.of("p", "callback", "mimetype");
    private static final Set<String> NOT_LINKED = Set.of("/jolokia", "/auth", "/metrics", "/who", "/user", "/live");

    private final Hosts hosts;
    private final Set<String> origins;

    /** Makes a guard that knows the names of this server. */
    public Guard(Settings settings) {
        this.hosts = Hosts.of(settings);
        this.origins = Set.copyOf(settings.allowedOrigins());
    }

    /** Returns why a request is refused, or empty if it may go on. */
    public Optional<Refusal> check(Facts facts) {
        if (!hosts.contains(facts.host(), facts.localAddress())) {
            return refuse(421, "This server is not known under the name in Host: see ALLOWED_HOSTS in psagent.conf.");
        }
        if (!facts.origin().isEmpty() && !isOwn(facts) && !origins.contains(facts.origin())) {
            return refuse(403, "Origin is another site.");
        }
        if (isFromAnotherSite(facts)) {
            return refuse(403, "The request comes from a page of another site.");
        }
        boolean post = facts.method().equals("POST");
        if (!post && !facts.method().equals("GET")) {
            return refuse(405, "Only GET and POST are served.");
        }
        if (facts.hasPathParameters()) {
            return refuse(400, "A path holds no ;: write %3B.");
        }
        if (isBelow(facts.path(), "/jolokia")) {
            return post ? checkPost(facts) : checkGet(facts);
        }
        return post && facts.path().equals("/login")
                ? checkBody(facts, "application/x-www-form-urlencoded", MAX_FORM)
                : Optional.empty();
    }

    private static Optional<Refusal> checkGet(Facts facts) {
        if (!GET_COMMANDS.contains(firstSegment(facts.path().substring("/jolokia".length())))) {
            return refuse(405, "By GET only version, read, list and search are served: use POST.");
        }
        return checkParameters(facts);
    }

    private Optional<Refusal> checkPost(Facts facts) {
        Optional<Refusal> parameters = checkParameters(facts);
        return parameters.isPresent() ? parameters : checkBody(facts, json(facts), MAX_REQUEST);
    }

    /** The jolokia.js of Hawtio 5.2 calls its JSON text/json, which no page can send to another site unasked either. */
    private String json(Facts facts) {
        return origins.contains(facts.origin()) && facts.contentType().equals(PASSED_ON)
                ? PASSED_ON
                : "application/json";
    }

    private static Optional<Refusal> checkParameters(Facts facts) {
        boolean bad =
                facts.parameters().stream().anyMatch(name -> BAD_PARAMETERS.contains(name.toLowerCase(Locale.ROOT)));
        return bad ? refuse(405, "The parameters p, callback and mimeType are not served.") : Optional.empty();
    }

    private static Optional<Refusal> checkBody(Facts facts, String type, int max) {
        String[] parts = facts.contentType().split(";", -1);
        boolean utf8 = parts.length == 1
                || parts.length == 2 && parts[1].strip().replace("\"", "").equals("charset=utf-8");
        if (!parts[0].strip().equals(type) || !utf8) {
            return refuse(415, "Content-Type must be " + type + ", in UTF-8.");
        }
        if (facts.contentLength() < 0) {
            return refuse(411, "Content-Length is missing.");
        }
        return facts.contentLength() > max
                ? refuse(413, "The request has more than " + max + " bytes.")
                : Optional.empty();
    }

    /** TLS may end at a proxy in front: then the page's origin is https where our connection is http. */
    private static boolean isOwn(Facts facts) {
        return facts.origin().equals(facts.scheme() + "://" + facts.host())
                || facts.origin().equals("https://" + facts.host());
    }

    private static boolean isFromAnotherSite(Facts facts) {
        String site = facts.fetchSite();
        if (site.isEmpty() || site.equals("same-origin") || site.equals("none")) {
            return false;
        }
        boolean link = facts.method().equals("GET")
                && facts.fetchMode().equals("navigate")
                && facts.fetchDest().equals("document")
                && NOT_LINKED.stream().noneMatch(path -> isBelow(facts.path(), path));
        return !link;
    }

    private static boolean isBelow(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }

    private static String firstSegment(String pathInfo) {
        int start = 0;
        while (start < pathInfo.length() && pathInfo.charAt(start) == '/') {
            start++;
        }
        int end = pathInfo.indexOf('/', start);
        return pathInfo.substring(start, end < 0 ? pathInfo.length() : end);
    }

    private static Optional<Refusal> refuse(int status, String message) {
        return Optional.of(new Refusal(status, message));
    }
}
