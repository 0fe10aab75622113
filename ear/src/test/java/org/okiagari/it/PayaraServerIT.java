package org.okiagari.it;

/** okiagari.ear in Payara Server; profile payara-server. */
class PayaraServerIT extends FullServerSuite {
    PayaraServerIT() {
        super(new GlassFish("payara-server", TestHome.create("payara-server")), 0x1f00e005);
    }
}
