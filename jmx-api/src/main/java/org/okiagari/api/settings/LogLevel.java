package org.okiagari.api.settings;

/** LOG_LEVEL of psagent.conf, in the words of the manual. */
public enum LogLevel {
    /** Everything. */
    DEBUG,
    /** What happens. */
    INFO,
    /** What is odd. */
    WARN,
    /** What failed. */
    ERROR
}
