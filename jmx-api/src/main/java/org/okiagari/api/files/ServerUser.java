package org.okiagari.api.files;

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
public record ServerUser(int uid, int gid) {
    private static final int EFFECTIVE = 2; // word 0 is the name, 1 the real id

    /** Returns the user of this process. */
    public static ServerUser ofThisProcess() {
        try {
            List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
            return new ServerUser(id(status, "Uid:"), id(status, "Gid:"));
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/self/status cannot be read: is /proc mounted?", e);
        }
    }

    /**
     * Returns as whom a server of a home runs, for a command that is run by root or by that user: who owns the home.
     *
     * @throws IOException if there is no such home
     */
    public static ServerUser ofHome(Path home) throws IOException {
        FileStatus status = FileStatus.of(home.toRealPath());
        return new ServerUser(status.uid(), status.gid());
    }

    /** Tells whether it is root. */
    public boolean isRoot() {
        return uid == 0;
    }

    /** Tells whether files of this owner are trusted. */
    public boolean trustsOwner(int owner) {
        return owner == 0 || owner == uid;
    }

    /** Tells whether this group may write what is trusted. */
    public boolean trustsGroup(int group) {
        return group == 0 || group == gid;
    }

    /** Returns the trusted owners in words. */
    public String owners() {
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
