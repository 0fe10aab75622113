package org.okiagari.web.login;

/** What became of a password. */
enum Verdict {
    /** It is the user's. */
    RIGHT,
    /** It is not, or there is no such user. */
    WRONG,
    /** It was not looked at: too many are looked at already, or this one has to wait. */
    NOT_LOOKED_AT
}
