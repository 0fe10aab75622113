package org.okiagari.saver;

import java.util.ArrayDeque;
import java.util.Deque;

/** The names that a process answers to, taken from the texts of a look. Exact, never a part of a name. */
final class MatchText {
    private MatchText() {}

    /** Returns what follows the last slash. */
    static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the base name of argv[0]; of a title such as {@code nginx: master process} its first word. */
    static String titleName(String argv0) {
        int end = 0;
        while (end < argv0.length() && argv0.charAt(end) != ' ' && argv0.charAt(end) != ':') {
            end++;
        }
        return baseName(argv0.substring(0, end));
    }

    /** Returns the base name of an interpreter's script, empty if there is none or it never counts. */
    static String scriptName(Seen seen) {
        return seen.script().isEmpty() || isRcScript(normal(seen.script())) ? "" : baseName(seen.script());
    }

    /** Tells whether a script starts and stops services: {@code /etc/init.d/crond start} is not crond. */
    static boolean isRcScript(String path) {
        if (path.startsWith("/etc/init.d/")) {
            return true;
        }
        int end = path.startsWith("/etc/rc") ? path.indexOf('/', "/etc/rc".length()) : -1;
        return end > 0 && path.startsWith(".d", end - 2);
    }

    /** Returns a path without empty, {@code .} and {@code ..} parts; a relative path only keeps its text. */
    static String normal(String path) {
        if (!path.startsWith("/") || isNormal(path + "/")) {
            return path;
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    private static boolean isNormal(String path) {
        return !path.contains("//") && !path.contains("/./") && !path.contains("/../");
    }
}
