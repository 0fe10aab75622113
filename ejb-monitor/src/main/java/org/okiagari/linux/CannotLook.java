package org.okiagari.linux;

/** We could not look. It says nothing about any process; it never leaves this package. */
final class CannotLook extends Exception {
    private static final long serialVersionUID = 1;

    CannotLook(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
