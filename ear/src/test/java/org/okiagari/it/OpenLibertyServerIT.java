package org.okiagari.it;

/** okiagari.ear in Open Liberty; profile openliberty. */
class OpenLibertyServerIT extends FullServerSuite {
    OpenLibertyServerIT() {
        super(new OpenLiberty(TestHome.create("openliberty")), 0x1f00e002);
    }
}
