package org.okiagari.server;

/** Why the server does not start: one sentence for the user, and the exit code. */
final class Trouble extends RuntimeException {
    /** A wrong setting. */
    static final int SETTING = 1;
    /** The home or the port did not work, or the application did not become ready. */
    static final int CANNOT_START = 2;
    /** A server runs in this home already. */
    static final int RUNS_ALREADY = 3;
    /** Payara Micro came up without the application, which now and then it does: another start may help (ADR 0185). */
    static final int NOT_DEPLOYED = 4;

    private static final long serialVersionUID = 1;

    private final int code;

    Trouble(int code, String sentence) {
        super(sentence, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
