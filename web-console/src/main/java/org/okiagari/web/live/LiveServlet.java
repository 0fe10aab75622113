package org.okiagari.web.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.okiagari.api.users.Role;
import org.okiagari.web.login.Standing;

/** {@code /live}: server-sent events for a logged-in viewer, without a word of what changed. */
public final class LiveServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    /** Clients that connect again by themselves wait so long in ms. */
    private static final String HELLO = "retry: 5000\n\n";

    private static final int RETRY_SECONDS = 30;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        Optional<Standing> standing = Standing.of(request);
        String user = request.getRemoteUser();
        if (user == null || standing.isEmpty() || !request.isUserInRole(Role.VIEWER.word())) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        Object streams = getServletContext().getAttribute(LiveStreams.ATTRIBUTE);
        HttpSession session = request.getSession(false);
        Optional<LiveStream> stream = streams instanceof LiveStreams && request.isAsyncSupported()
                ? ((LiveStreams) streams)
                        .add(
                                user,
                                session == null ? "" : session.getId(),
                                () -> standing.get().holds(Role.VIEWER))
                : Optional.empty();
        if (stream.isPresent()) {
            open(stream.get(), request, response);
        } else {
            refuse(response);
        }
    }

    private static void open(LiveStream stream, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            response.setContentType("text/event-stream;charset=UTF-8");
            response.setHeader("X-Accel-Buffering", "no");
            ServletOutputStream out = response.getOutputStream();
            write(out, HELLO);
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            context.addListener(new Ends(stream));
            stream.connect(new AsyncWire(context, out));
        } catch (IOException | RuntimeException e) {
            stream.gone();
            throw e;
        }
    }

    private static void refuse(HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", Integer.toString(RETRY_SECONDS));
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().println("Too many open pages: ask by the clock.");
    }

    private static void write(ServletOutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private record AsyncWire(AsyncContext context, ServletOutputStream out) implements LiveStream.Wire {
        @Override
        public void send(String text) throws IOException {
            write(out, text);
        }

        @Override
        public void end() {
            context.complete();
        }
    }

    /** The container's word that the connection is over. */
    private record Ends(LiveStream stream) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            stream.gone();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            stream.end();
        }

        @Override
        public void onError(AsyncEvent event) {
            stream.end();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Never started again.
        }
    }
}
