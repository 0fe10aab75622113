package org.okiagari.web.jolokia;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Optional;
import org.jolokia.core.api.LogHandler;
import org.jolokia.server.core.config.Configuration;
import org.jolokia.server.core.http.AgentServlet;
import org.jolokia.server.core.service.api.JolokiaServiceManager;
import org.okiagari.api.Caller;
import org.okiagari.api.users.Role;
import org.okiagari.web.guard.GuardFilter;

/** Jolokia over HTTP: lends the caller's rights to the thread for the time of one request. */
public final class JolokiaServlet extends AgentServlet {
    private static final long serialVersionUID = 1;

    /** Gives Jolokia our restrictor; without one it would look for a policy file and allow all. */
    public JolokiaServlet() {
        super(new OkiagariRestrictor());
    }

    @Override
    protected Configuration createWebConfig() {
        return JolokiaParts.configuration("http");
    }

    @Override
    protected LogHandler createLogHandler(ServletConfig servletConfig, Configuration configuration) {
        return new JolokiaLog();
    }

    @Override
    protected void initServices(ServletConfig servletConfig, JolokiaServiceManager manager) {
        JolokiaParts.addTo(manager);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        boolean post = request.getMethod().equals("POST");
        Optional<Role> role = highestRole(request);
        if (role.isEmpty() || request.getRemoteUser() == null || post && !GuardFilter.isChecked(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        Rights rights = new Rights(role.get(), false, origin(request));
        Caller caller = new Caller(Caller.Door.HTTP, request.getRemoteUser(), request.getRemoteAddr(), 0);
        try {
            rights.call(() -> caller.call(() -> {
                super.service(request, new OwnAnswer(response));
                return true;
            }));
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private static Optional<Role> highestRole(HttpServletRequest request) {
        Optional<Role> highest = Optional.empty();
        for (Role role : Role.values()) {
            if (request.isUserInRole(role.word())) {
                highest = Optional.of(role);
            }
        }
        return highest;
    }

    /** The guard let the Host in and compared the Origin; a Referer may be https where a proxy in front speaks TLS. */
    private static String origin(HttpServletRequest request) {
        String sent = request.getHeader("Origin");
        if (sent != null) {
            return sent;
        }
        String referer = request.getHeader("Referer");
        String scheme = referer != null && referer.startsWith("https://") ? "https" : request.getScheme();
        return scheme + "://" + request.getHeader("Host");
    }

    /** Jolokia sets a weaker Cache-Control of its own, and writes control characters wrongly. */
    private static final class OwnAnswer extends HttpServletResponseWrapper {
        OwnAnswer(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            return new MendedOutput(super.getOutputStream());
        }

        @Override
        public void setHeader(String name, String value) {
            if (!name.equalsIgnoreCase("Cache-Control")) {
                super.setHeader(name, value);
            }
        }
    }
}
