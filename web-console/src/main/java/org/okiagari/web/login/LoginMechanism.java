package org.okiagari.web.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Caller;
import org.okiagari.api.users.Role;
import org.okiagari.api.users.User;
import org.okiagari.web.audit.Audit;
import org.okiagari.web.guard.Facts;
import org.okiagari.web.guard.Guard;
import org.okiagari.web.guard.GuardFilter;
import org.okiagari.web.guard.Refusal;
import org.okiagari.web.guard.StrictTransport;

/**
 * The one log-in: a form for people, Basic for scripts, for pages and Jolokia alike.
 *
 * <p>The order of the checks is what works on every server: guard, open paths, log-out, session, Basic, the form's POST,
 * the form's page, unprotected, form or 401. It runs before every filter, so it asks the guard itself.
 */
@ApplicationScoped
public class LoginMechanism implements HttpAuthenticationMechanism {
    private static final Logger LOG = Logger.getLogger("org.okiagari.web");
    private static final String LOGIN = "/login";
    private static final String LOGOUT = "/auth/logout";
    private static final int MAX_NAME = 64;

    private final Throttle throttle = new Throttle();
    private final RecentLogins recent = new RecentLogins();
    private final DeviceCookies devices = new DeviceCookies();
    private final Audit audit = new Audit();

    @Inject
    private UserStore users;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        StrictTransport.tell(request, response);
        Optional<Refusal> refusal = refusal(request);
        if (refusal.isPresent()) {
            // A page of another site comes with the session of its victim: that is the name to know.
            String name =
                    Session.user(request, users.accounts()).map(User::name).orElse("nobody");
            audit.refused(
                    caller(name, request), "", Audit.REQUEST, refusal.get().message());
            return refuse(refusal.get(), response);
        }
        String path = Facts.of(request).path();
        boolean post = request.getMethod().equals("POST");
        if (path.startsWith("/health/")) {
            return context.doNothing();
        }
        if (path.equals(LOGOUT)) {
            Session.user(request, users.accounts())
                    .ifPresent(user -> audit.done(caller(user.name(), request), Audit.LOGOUT));
            Session.end(request);
            return context.redirect(request.getContextPath() + LOGIN);
        }
        if (post && path.equals(LOGIN)) {
            return formLogin(request, response, context);
        }
        Optional<User> user = Session.user(request, users.accounts());
        if (user.isPresent()) {
            return accept(user.get(), request.getSession(false), request, context);
        }
        Optional<BasicCredentials> basic = BasicCredentials.sentWith(request);
        if (basic.isPresent()) {
            return basicLogin(basic.get(), request, response, context);
        }
        if (path.equals(LOGIN)) {
            return writeForm(note(request), "/", request, response);
        }
        if (!context.isProtected()) {
            return context.doNothing();
        }
        return wantsPage(request)
                ? writeForm(LoginForm.Note.NONE, path, request, response)
                : unauthorized(request, response);
    }

    private static Optional<Refusal> refusal(HttpServletRequest request) {
        Object guard = request.getServletContext().getAttribute(GuardFilter.GUARD);
        return guard instanceof Guard
                ? ((Guard) guard).check(Facts.of(request))
                : Optional.of(new Refusal(503, "Okiagari is not ready."));
    }

    private AuthenticationStatus basicLogin(
            BasicCredentials login,
            HttpServletRequest request,
            HttpServletResponse response,
            HttpMessageContext context) {
        // What was found right a moment ago needs no waiting: somebody else's guessing must not lock a script out.
        if (users.accounts().isVerified(login.name(), login.password())) {
            Optional<User> known = users.accounts().find(login.name());
            return known.isPresent() ? accept(known.get(), null, request, context) : unauthorized(request, response);
        }
        Try attempt = new Try(login.name(), Source.network(request.getRemoteAddr()), caller(login.name(), request));
        switch (attempt.verdict(login.password())) {
            case NOT_LOOKED_AT -> {
                long seconds = attempt.waitSeconds();
                response.setHeader("Retry-After", Long.toString(seconds));
                return refuse(new Refusal(429, "Too many failed log-ins: wait " + seconds + " s."), response);
            }
            case RIGHT -> {
                if (recent.isNew(request.getRemoteAddr(), login.name(), System.nanoTime())) {
                    audit.done(attempt.caller(), Audit.LOGIN);
                }
                Optional<User> user = users.accounts().find(login.name());
                return user.isPresent() ? accept(user.get(), null, request, context) : unauthorized(request, response);
            }
            default -> {
                return unauthorized(request, response);
            }
        }
    }

    private AuthenticationStatus formLogin(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String name = parameter(request, "username");
        String source = devices.device(request, name)
                .map(device -> "device " + device)
                .orElseGet(() -> Source.network(request.getRemoteAddr()));
        Try attempt = new Try(name, source, caller(name, request));
        Verdict verdict = attempt.verdict(parameter(request, "password"));
        Optional<User> user = users.accounts().find(name);
        if (verdict != Verdict.RIGHT || user.isEmpty()) {
            String why = verdict == Verdict.NOT_LOOKED_AT ? "?wait" : "?failed";
            return context.redirect(request.getContextPath() + LOGIN + why);
        }
        audit.done(attempt.caller(), Audit.LOGIN);
        Session.begin(request, user.get());
        devices.give(request, response, name);
        return context.redirect(request.getContextPath() + target(parameter(request, "target")));
    }

    /** One try to log in: judged, counted, told. */
    private final class Try {
        private final String name;
        /** What is counted: a name that nobody can have must not fill the memory. */
        private final String shortName;

        private final String source;
        private final Caller caller;

        Try(String name, String source, Caller caller) {
            this.name = name;
            this.shortName = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
            this.source = source;
            this.caller = caller;
        }

        Caller caller() {
            return caller;
        }

        Verdict verdict(String password) {
            Verdict verdict =
                    mayTry() ? users.accounts().verify(source, name, password, this::mayTry) : Verdict.NOT_LOOKED_AT;
            switch (verdict) {
                case RIGHT -> throttle.succeeded(source, shortName);
                case WRONG -> {
                    throttle.failed(source, shortName, System.nanoTime());
                    audit.refused(caller, "", Audit.LOGIN, "user name or password is wrong");
                }
                case NOT_LOOKED_AT ->
                    audit.refused(
                            caller,
                            "",
                            Audit.LOGIN,
                            "not looked at: " + waitSeconds() + " s to wait after failed log-ins");
            }
            return verdict;
        }

        /** Returns whole seconds, at least 1. */
        long waitSeconds() {
            return throttle.waitOf(source, shortName, System.nanoTime()).toSeconds() + 1;
        }

        private boolean mayTry() {
            return throttle.waitOf(source, shortName, System.nanoTime()).isZero();
        }
    }

    private static Caller caller(String name, HttpServletRequest request) {
        return new Caller(Caller.Door.HTTP, printable(name), request.getRemoteAddr(), 0);
    }

    private AuthenticationStatus accept(
            User user, @Nullable HttpSession session, HttpServletRequest request, HttpMessageContext context) {
        Standing.note(request, users.accounts(), user, session);
        return context.notifyContainerAboutLogin(user.name(), Role.words(user.roles()));
    }

    /** A browser's own request must not make it ask for name and password by itself. */
    private static AuthenticationStatus unauthorized(HttpServletRequest request, HttpServletResponse response) {
        if (request.getHeader("Sec-Fetch-Mode") == null && request.getHeader("Origin") == null) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"Okiagari\", charset=\"UTF-8\"");
        }
        response.setHeader("Cache-Control", "no-store");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        return AuthenticationStatus.SEND_FAILURE;
    }

    private static AuthenticationStatus refuse(Refusal refusal, HttpServletResponse response) {
        try {
            GuardFilter.send(refusal, response);
        } catch (IOException e) {
            LOG.log(Level.FINE, "The client left before the refusal", e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }

    /** Never flushes: some servers add headers afterwards. */
    private static AuthenticationStatus writeForm(
            LoginForm.Note note, String target, HttpServletRequest request, HttpServletResponse response) {
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept-Language");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "strict-origin-when-cross-origin");
        response.setHeader("Content-Security-Policy", LoginForm.policy());
        try {
            response.getWriter()
                    .write(LoginForm.html(request.getLocale(), request.getContextPath() + LOGIN, target, note));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private static LoginForm.Note note(HttpServletRequest request) {
        String query = request.getQueryString();
        if ("failed".equals(query)) {
            return LoginForm.Note.FAILED;
        }
        return "wait".equals(query) ? LoginForm.Note.WAIT : LoginForm.Note.NONE;
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        return request.getMethod().equals("GET") && accept != null && accept.contains("text/html");
    }

    /** Returns a path of ours: a form field must not send the user to another site or into a loop. */
    static String target(String wanted) {
        boolean plain = wanted.matches("/[A-Za-z0-9][A-Za-z0-9._~/-]*") && !wanted.contains("..");
        return plain && !wanted.startsWith(LOGIN) && !wanted.startsWith("/auth") ? wanted : "/";
    }

    static String printable(String name) {
        String shown = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
        return shown.replaceAll("[^\\p{Alnum}._@-]", "?");
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
