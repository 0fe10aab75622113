package org.okiagari.web.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Tells browsers that came by TLS to come by nothing else for a year (RFC 6797). */
public final class StrictTransport {
    private static final String YEAR = "max-age=31536000";

    private StrictTransport() {}

    /** Sets the header on an answer that goes by TLS; plain HTTP must not carry it. */
    public static void tell(HttpServletRequest request, HttpServletResponse response) {
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", YEAR);
        }
    }
}
