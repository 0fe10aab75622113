package org.okiagari.web.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.okiagari.api.users.User;

/** Who is logged in by a session; the roles are looked up anew, so that a removed user is out at once. */
final class Session {
    static final String NAME = "okiagari.user";

    /** A changed password ends the sessions of the old one. */
    private static final String HASH = "okiagari.hash";

    private Session() {}

    static Optional<User> user(HttpServletRequest request, Accounts accounts) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(NAME) instanceof String)) {
            return Optional.empty();
        }
        Optional<User> user = accounts.find((String) session.getAttribute(NAME))
                .filter(found -> found.password().text().equals(session.getAttribute(HASH)));
        if (user.isEmpty()) {
            session.invalidate();
        }
        return user;
    }

    static void begin(HttpServletRequest request, User user) {
        HttpSession session = request.getSession(true);
        // The id that was there before the log-in may be known to somebody else.
        request.changeSessionId();
        session.setAttribute(NAME, user.name());
        session.setAttribute(HASH, user.password().text());
    }

    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }
}
