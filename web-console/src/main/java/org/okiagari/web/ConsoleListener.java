package org.okiagari.web;

import io.hawt.HawtioContextListener;
import io.hawt.system.ConfigManager;
import io.hawt.web.auth.AuthenticationConfiguration;
import io.hawt.web.auth.ClientRouteRedirectFilter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Caller;
import org.okiagari.api.Home;
import org.okiagari.api.settings.SettingsFile;
import org.okiagari.web.audit.Audit;
import org.okiagari.web.guard.Guard;
import org.okiagari.web.guard.GuardFilter;
import org.okiagari.web.jolokia.SecurityBean;
import org.okiagari.web.live.LiveStreams;

/** Starts and ends with the WAR: guard, first user, local socket, Hawtio's beans. */
public final class ConsoleListener extends HawtioContextListener {
    private static final Logger LOG = Logger.getLogger("org.okiagari.web");

    /** What is no page: Hawtio's filter answers every other path with its page. Each is matched as a prefix. */
    private static final String[] OWN_PATHS = {"/health", "/metrics", "/who", "/live"};

    private final SecurityBean security = new SecurityBean();
    private @Nullable Services services;
    private @Nullable LiveStreams streams;

    /** Configures Hawtio: the container logs in, no proxy, nothing is discovered. */
    public ConsoleListener() {
        super(new FixedConfiguration());
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        Home home = Home.find();
        context.setAttribute(
                GuardFilter.GUARD, new Guard(SettingsFile.read(home.settings()).settings()));
        context.setAttribute(GuardFilter.WITNESS, witness(new Audit()));
        super.contextInitialized(event);
        String[] open = Stream.concat(
                        Arrays.stream(AuthenticationConfiguration.UNSECURED_PATHS), Arrays.stream(OWN_PATHS))
                .toArray(String[]::new);
        context.setAttribute(ClientRouteRedirectFilter.ATTRIBUTE_UNSECURED_PATHS, open);
        registerSecurity();
        streams = new LiveStreams(ManagementFactory.getPlatformMBeanServer());
        context.setAttribute(LiveStreams.ATTRIBUTE, streams);
        services = Services.start(home, context);
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        if (streams != null) {
            streams.close();
        }
        if (services != null) {
            services.close();
        }
        try {
            security.destroy();
        } catch (Exception e) {
            LOG.log(Level.FINE, "Hawtio's security bean was gone already", e);
        }
        super.contextDestroyed(event);
    }

    /** Hawtio takes "Spring Security" for: somebody else logs in, ask the request who it is. */
    @Override
    protected void configureAuthenticationProviders(ServletContext context, AuthenticationConfiguration configuration) {
        configuration.setSpringSecurityEnabled(true);
    }

    private static GuardFilter.Witness witness(Audit audit) {
        return (request, refusal) -> {
            String name = request.getRemoteUser();
            Caller caller = new Caller(Caller.Door.HTTP, name == null ? "nobody" : name, request.getRemoteAddr(), 0);
            audit.refused(caller, "", Audit.REQUEST, refusal.message());
        };
    }

    private void registerSecurity() {
        try {
            security.init();
        } catch (Exception e) {
            LOG.log(Level.WARNING, "Hawtio will show no locks: {0}", e.getMessage());
        }
    }

    /** Hawtio lets the JVM options hawtio.* win over a configuration; here they open nothing. */
    private static final class FixedConfiguration extends ConfigManager {
        private static final Map<String, String> FIXED = Map.of(
                "authenticationEnabled", "true",
                "authenticationContainerDiscoveryClasses", "",
                "authenticationThrottled", "false",
                // What the page is told of session-timeout in web.xml, in seconds.
                "sessionTimeout", "900",
                "keycloakEnabled", "false",
                "disableProxy", "true",
                "http.enableCORS", "false",
                "http.allowXFrameSameOrigin", "false");

        @Override
        public Optional<String> get(String name) {
            return FIXED.containsKey(name) ? Optional.ofNullable(FIXED.get(name)) : super.get(name);
        }
    }
}
