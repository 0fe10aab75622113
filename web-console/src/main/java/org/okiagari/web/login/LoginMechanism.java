package org.okiagari.web.login;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.api.users.Role;
import org.okiagari.api.users.User;
import org.okiagari.web.guard.Facts;
import org.okiagari.web.guard.Guard;
import org.okiagari.web.guard.GuardFilter;
import org.okiagari.web.guard.Refusal;

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

    private final Throttle throttle = new Throttle();

    @Inject
    private UserStore users;

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        Optional<Refusal> refusal = refusal(request);
        if (refusal.isPresent()) {
            return refuse(refusal.get(), response);
        }
        String path = Facts.of(request).path();
        boolean post = request.getMethod().equals("POST");
        if (path.startsWith("/health/")) {
            return context.doNothing();
        }
        if (path.equals(LOGOUT)) {
            Session.end(request);
            return context.redirect(request.getContextPath() + LOGIN);
        }
        if (post && path.equals(LOGIN)) {
            return formLogin(request, response, context);
        }
        Optional<User> user = Session.user(request, users.accounts());
        if (user.isPresent()) {
            return accept(user.get(), context);
        }
        Optional<BasicCredentials> basic = BasicCredentials.of(request.getHeader("Authorization"));
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
        boolean known = users.accounts().isVerified(login.name(), login.password());
        Duration wait =
                known ? Duration.ZERO : throttle.waitOf(request.getRemoteAddr(), login.name(), System.nanoTime());
        if (!wait.isZero()) {
            response.setHeader("Retry-After", Long.toString(wait.toSeconds() + 1));
            return refuse(
                    new Refusal(429, "Too many failed log-ins: wait " + (wait.toSeconds() + 1) + " s."), response);
        }
        Optional<User> user =
                known ? users.accounts().find(login.name()) : check(login.name(), login.password(), request);
        return user.isPresent() ? accept(user.get(), context) : unauthorized(request, response);
    }

    private AuthenticationStatus formLogin(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String name = parameter(request, "username");
        if (!throttle.waitOf(request.getRemoteAddr(), name, System.nanoTime()).isZero()) {
            return context.redirect(request.getContextPath() + LOGIN + "?wait");
        }
        Optional<User> user = check(name, parameter(request, "password"), request);
        if (user.isEmpty()) {
            return context.redirect(request.getContextPath() + LOGIN + "?failed");
        }
        Session.begin(request, user.get());
        return context.redirect(request.getContextPath() + target(parameter(request, "target")));
    }

    private Optional<User> check(String name, String password, HttpServletRequest request) {
        String source = request.getRemoteAddr();
        Optional<User> user = users.accounts().verify(name, password);
        if (user.isPresent()) {
            throttle.succeeded(source, name);
            LOG.log(Level.INFO, "Log-in of user {0} from {1}", new Object[] {name, source});
        } else {
            throttle.failed(source, name, System.nanoTime());
            LOG.log(Level.WARNING, "Failed log-in of user {0} from {1}", new Object[] {printable(name), source});
        }
        return user;
    }

    private static AuthenticationStatus accept(User user, HttpMessageContext context) {
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
        String shown = name.length() > 64 ? name.substring(0, 64) : name;
        return shown.replaceAll("[^\\p{Alnum}._@-]", "?");
    }

    private static String parameter(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
