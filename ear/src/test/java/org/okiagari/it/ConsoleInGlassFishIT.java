package org.okiagari.it;

/** The console of okiagari.ear in GlassFish Embedded. */
class ConsoleInGlassFishIT extends ConsoleSuite {
    ConsoleInGlassFishIT() {
        super(RunningServer.Kind.GLASSFISH_EMBEDDED, 0x1f00c002);
    }
}
