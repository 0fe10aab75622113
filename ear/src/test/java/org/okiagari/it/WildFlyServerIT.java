package org.okiagari.it;

/** okiagari.ear in WildFly; profile wildfly. */
class WildFlyServerIT extends FullServerSuite {
    WildFlyServerIT() {
        super(new WildFly(TestHome.create("wildfly")), 0x1f00e001);
    }
}
