package org.okiagari.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;

/**
 * What the guard needs to know of a request. A header that is missing is the empty text.
 *
 * @param method as sent
 * @param scheme of the connection
 * @param host the Host header in lower case
 * @param localAddress the server's address of the connection
 * @param origin the Origin header
 * @param fetchSite the Sec-Fetch-Site header
 * @param fetchMode the Sec-Fetch-Mode header
 * @param fetchDest the Sec-Fetch-Dest header
 * @param path servlet path and path info, decoded and normalised by the server
 * @param hasPathParameters true if the path as sent holds a {@code ;}, behind which servers look for a session's id
 * @param parameters names in the query
 * @param contentType the Content-Type header in lower case
 * @param contentLength -1 if none was sent
 */
public record Facts(
        String method,
        String scheme,
        String host,
        String localAddress,
        String origin,
        String fetchSite,
        String fetchMode,
        String fetchDest,
        String path,
        boolean hasPathParameters,
        Set<String> parameters,
        String contentType,
        long contentLength) {
    /** Copies the names. */
    public Facts {
        parameters = Set.copyOf(parameters);
    }

    /** Returns the facts of a request, without touching its body. */
    public static Facts of(HttpServletRequest request) {
        String pathInfo = request.getPathInfo();
        return new Facts(
                request.getMethod(),
                request.getScheme().toLowerCase(Locale.ROOT),
                header(request, "Host").toLowerCase(Locale.ROOT),
                request.getLocalAddr(),
                header(request, "Origin"),
                header(request, "Sec-Fetch-Site"),
                header(request, "Sec-Fetch-Mode"),
                header(request, "Sec-Fetch-Dest"),
                request.getServletPath() + (pathInfo == null ? "" : pathInfo),
                // Payara cuts a session's id off before it tells the path.
                request.getRequestURI().indexOf(';') >= 0 || request.isRequestedSessionIdFromURL(),
                Query.names(request.getQueryString()),
                header(request, "Content-Type").toLowerCase(Locale.ROOT),
                request.getContentLengthLong());
    }

    private static String header(HttpServletRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value.strip();
    }
}
