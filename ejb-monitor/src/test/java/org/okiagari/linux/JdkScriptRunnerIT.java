package org.okiagari.linux;

class JdkScriptRunnerIT extends ScriptRunnerContract {
    JdkScriptRunnerIT() {
        super(Providers.JDK);
    }
}
