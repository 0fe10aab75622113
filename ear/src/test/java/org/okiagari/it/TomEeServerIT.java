package org.okiagari.it;

/** okiagari.ear in TomEE Plus; profile tomee. */
class TomEeServerIT extends FullServerSuite {
    TomEeServerIT() {
        super(new TomEe(TestHome.create("tomee")), 0x1f00e003);
    }
}
