package org.okiagari.linux;

class JnrScriptRunnerIT extends ScriptRunnerContract {
    JnrScriptRunnerIT() {
        super(Providers.JNR);
    }
}
