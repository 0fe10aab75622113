package org.okiagari.it;

/** The console of okiagari.war in Payara Micro. */
class ConsoleInPayaraMicroIT extends ConsoleSuite {
    ConsoleInPayaraMicroIT() {
        super(RunningServer.Kind.PAYARA_MICRO, 0x1f00c001);
    }
}
