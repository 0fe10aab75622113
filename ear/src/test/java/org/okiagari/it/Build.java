package org.okiagari.it;

import java.nio.file.Path;

/** Where the build has put what is tested. */
public final class Build {
    private static final Path TARGET =
            Path.of(System.getProperty("it.target", "target")).toAbsolutePath();

    private Build() {}

    /** Returns the directory that all tests write below. */
    public static Path target() {
        return TARGET;
    }

    /** Returns the application for full servers. */
    public static Path ear() {
        return TARGET.resolve("okiagari.ear");
    }

    /** Returns the application for Payara Micro. */
    public static Path war() {
        return TARGET.resolve("okiagari.war");
    }

    /** Returns the runnable jar of Payara Micro. */
    public static Path payaraMicro() {
        return TARGET.resolve("servers/payara-micro.jar");
    }

    /** Returns the runnable jar of GlassFish Embedded. */
    public static Path glassFish() {
        return TARGET.resolve("servers/glassfish-embedded-all.jar");
    }
}
