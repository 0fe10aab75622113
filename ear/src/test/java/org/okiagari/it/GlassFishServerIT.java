package org.okiagari.it;

/** okiagari.ear in GlassFish, the whole server; profile glassfish. */
class GlassFishServerIT extends FullServerSuite {
    GlassFishServerIT() {
        super(new GlassFish("glassfish", TestHome.create("glassfish")), 0x1f00e004);
    }
}
