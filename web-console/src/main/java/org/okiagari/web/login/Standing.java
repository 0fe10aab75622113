package org.okiagari.web.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.users.Role;
import org.okiagari.api.users.User;

/** Whether the user of a request that is still open may go on: asked again and again, it makes no session last longer. */
public final class Standing {
    private static final String ATTRIBUTE = Standing.class.getName();

    private final Accounts accounts;
    private final User user;
    private final @Nullable HttpSession session;

    Standing(Accounts accounts, User user, @Nullable HttpSession session) {
        this.accounts = accounts;
        this.user = user;
        this.session = session;
    }

    /** Returns the standing of whom the log-in has let in. */
    public static Optional<Standing> of(HttpServletRequest request) {
        Object standing = request.getAttribute(ATTRIBUTE);
        return standing instanceof Standing ? Optional.of((Standing) standing) : Optional.empty();
    }

    static void note(HttpServletRequest request, Accounts accounts, User user, @Nullable HttpSession session) {
        request.setAttribute(ATTRIBUTE, new Standing(accounts, user, session));
    }

    /** Returns true while the session lives, the password is the same, and the user has this role. */
    public boolean holds(Role needed) {
        return (session == null || isHis(session))
                && accounts.find(user.name())
                        .filter(now ->
                                now.password().text().equals(user.password().text()))
                        .filter(now -> Role.words(now.roles()).contains(needed.word()))
                        .isPresent();
    }

    /** Some servers keep a session while a request of it is open, however long nobody came: so we count ourselves. */
    private boolean isHis(HttpSession lent) {
        try {
            long idle = System.currentTimeMillis() - lent.getLastAccessedTime();
            int most = lent.getMaxInactiveInterval();
            return user.name().equals(lent.getAttribute(Session.NAME))
                    && (most <= 0 || idle < TimeUnit.SECONDS.toMillis(most));
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
