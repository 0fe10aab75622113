package org.okiagari.web.health;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** {@code /health/live} and {@code /health/ready}: one word for anybody, nothing more. */
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** Name of the context attribute that is set when the home can be used. */
    public static final String USABLE = HealthServlet.class.getName() + ".usable";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = String.valueOf(request.getPathInfo());
        if (path.equals("/live")) {
            answer(response, 200, "live");
        } else if (path.equals("/ready")) {
            boolean ready = getServletContext().getAttribute(USABLE) != null
                    && new Agent(ManagementFactory.getPlatformMBeanServer()).isReady();
            answer(response, ready ? 200 : 503, ready ? "ready" : "not-ready");
        } else {
            answer(response, 404, "unknown");
        }
    }

    private static void answer(HttpServletResponse response, int status, String word) throws IOException {
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().println(word);
    }
}
