package org.okiagari.linux;

class JnrProcessTableIT extends ProcessTableContract {
    JnrProcessTableIT() {
        super(Providers.JNR);
    }
}
