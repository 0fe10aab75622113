package org.okiagari.linux;

class JdkProcessTableIT extends ProcessTableContract {
    JdkProcessTableIT() {
        super(Providers.JDK);
    }
}
