package org.okiagari.linux;

import java.nio.charset.StandardCharsets;

/** Names in the kernel are bytes, mostly UTF-8. */
final class Texts {
    private Texts() {}

    static String of(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the bytes with a NUL at their end. */
    static byte[] terminated(String text) {
        return bytes(text + '\0');
    }

    /** Returns what follows the last slash. */
    static String baseName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
