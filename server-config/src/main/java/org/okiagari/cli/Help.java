package org.okiagari.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The help texts; they lie beside this class as {@code padmin.txt}, {@code padmin-reload.txt} and so on. */
final class Help {
    private Help() {}

    /** Returns the help of padmin for one of its commands, or for all of them. */
    static String padmin(String topic) {
        String name = topic.isEmpty() ? "padmin" : "padmin-" + topic.replace(' ', '-');
        String text = text(name + ".txt");
        if (text.isEmpty() && topic.startsWith("show")) {
            return text("padmin-show.txt");
        }
        return text.isEmpty() ? text("padmin.txt") : text;
    }

    /** Returns the help of pcheck. */
    static String pcheck() {
        return text("pcheck.txt");
    }

    /** Returns the help of okiagari-jconsole. */
    static String jconsole() {
        return text("okiagari-jconsole.txt");
    }

    /** Returns the version of this program. */
    static String version() {
        return text("version.txt").strip();
    }

    private static String text(String name) {
        try (InputStream in = Help.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
