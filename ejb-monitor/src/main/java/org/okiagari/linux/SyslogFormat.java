package org.okiagari.linux;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The line that syslog daemons read (RFC 3164): month in English whatever the locale, day padded with a blank. */
final class SyslogFormat {
    private static final int DAEMON = 3;
    /** What rsyslog takes by default; longer messages are lost as a whole. */
    private static final int MOST_BYTES = 8192;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ENGLISH);

    private SyslogFormat() {}

    /**
     * Returns the bytes of a message.
     *
     * @param host followed by a blank where the message goes over the network, empty on {@code /dev/log}
     */
    static byte[] message(String host, String ident, long pid, int severity, Instant time, ZoneId zone, String text) {
        String line = "<" + (DAEMON * 8 + severity) + ">" + TIME.format(time.atZone(zone)) + " " + host + ident + "["
                + pid + "]: " + text;
        byte[] bytes = Texts.bytes(line);
        return bytes.length <= MOST_BYTES ? bytes : java.util.Arrays.copyOf(bytes, MOST_BYTES);
    }
}
