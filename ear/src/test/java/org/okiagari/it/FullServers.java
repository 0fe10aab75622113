package org.okiagari.it;

/** The server of the Maven profile that runs, by its name: system property it.server. */
final class FullServers {
    private FullServers() {}

    /** Returns it, with an instance of its own. */
    static FullServer ofProfile(TestHome home) {
        String name = System.getProperty("it.server", "");
        return switch (name) {
            case "wildfly" -> new WildFly(home);
            case "openliberty" -> new OpenLiberty(home);
            case "tomee" -> new TomEe(home);
            default -> new GlassFish(name, home);
        };
    }
}
