package org.okiagari.web.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The guard as the first filter; here the body of a Jolokia request is looked at too. */
public final class GuardFilter extends HttpFilter {
    private static final long serialVersionUID = 1;

    /** Name of the context attribute that holds the guard. */
    public static final String GUARD = Guard.class.getName();

    /** Name of the attribute of the application that holds who is told of refused bodies. */
    public static final String WITNESS = Witness.class.getName();

    /** Name of the request attribute that says: this body was checked. */
    private static final String CHECKED = CheckedBody.class.getName();

    /** Who is told of requests whose body is refused, when it is known who sent them. */
    @FunctionalInterface
    public interface Witness {
        /** Takes one refusal. */
        void refused(HttpServletRequest request, Refusal refusal);
    }

    /** Returns true if the body of this POST was checked; a servlet that needs that refuses any other. */
    public static boolean isChecked(HttpServletRequest request) {
        return Boolean.TRUE.equals(request.getAttribute(CHECKED));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        StrictTransport.tell(request, response);
        Object guard = request.getServletContext().getAttribute(GUARD);
        Optional<Refusal> refusal = guard instanceof Guard
                ? ((Guard) guard).check(Facts.of(request))
                : Optional.of(new Refusal(503, "Okiagari is not ready."));
        if (refusal.isPresent()) {
            send(refusal.get(), response);
        } else if (request.getMethod().equals("POST")
                && request.getServletPath().equals("/jolokia")) {
            passBody(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }

    /** Answers a refusal as one line of text. */
    public static void send(Refusal refusal, HttpServletResponse response) throws IOException {
        response.setStatus(refusal.status());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().println(refusal.message());
    }

    private static void passBody(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        byte[] body = request.getInputStream().readNBytes(Guard.MAX_REQUEST + 1);
        Optional<Refusal> refusal = body.length > Guard.MAX_REQUEST
                ? Optional.of(new Refusal(413, "The request has more than " + Guard.MAX_REQUEST + " bytes."))
                : JolokiaBody.check(new String(body, StandardCharsets.UTF_8));
        if (refusal.isPresent()) {
            if (request.getServletContext().getAttribute(WITNESS) instanceof Witness witness) {
                witness.refused(request, refusal.get());
            }
            send(refusal.get(), response);
        } else {
            request.setAttribute(CHECKED, Boolean.TRUE);
            chain.doFilter(new CheckedBody(request, body), response);
        }
    }
}
