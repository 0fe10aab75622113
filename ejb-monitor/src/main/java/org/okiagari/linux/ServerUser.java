package org.okiagari.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * As whom this server runs.
 *
 * @param uid effective user id
 * @param gid effective, so primary, group id
 */
record ServerUser(int uid, int gid) {
    private static final int EFFECTIVE = 2; // word 0 is the name, 1 the real id

    /** Returns the user of this process. */
    static ServerUser ofThisProcess() {
        try {
            List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
            return new ServerUser(id(status, "Uid:"), id(status, "Gid:"));
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/self/status cannot be read: is /proc mounted?", e);
        }
    }

    boolean isRoot() {
        return uid == 0;
    }

    boolean trustsOwner(int owner) {
        return owner == 0 || owner == uid;
    }

    boolean trustsGroup(int group) {
        return group == 0 || group == gid;
    }

    /** Returns the trusted owners in words. */
    String owners() {
        return isRoot() ? "root" : "root or the server's user (uid " + uid + ")";
    }

    private static int id(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> (int) Long.parseLong(line.split("\\s+")[EFFECTIVE]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("/proc/self/status has no line " + key));
    }
}
