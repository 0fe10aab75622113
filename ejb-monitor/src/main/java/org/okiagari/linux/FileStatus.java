package org.okiagari.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * What stat(2) says about a path whose last part is not followed if it is a link.
 *
 * @param mode st_mode, kind of file included
 */
record FileStatus(int mode, int uid, int gid, long inode, long size, FileTime modified) {
    private static final int KIND = 0170000;

    static FileStatus of(Path path) throws IOException {
        Map<String, Object> read =
                Files.readAttributes(path, "unix:mode,uid,gid,ino,size,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
        return new FileStatus(
                number(read, "mode").intValue(),
                number(read, "uid").intValue(),
                number(read, "gid").intValue(),
                number(read, "ino").longValue(),
                number(read, "size").longValue(),
                (FileTime) value(read, "lastModifiedTime"));
    }

    boolean isFile() {
        return (mode & KIND) == 0100000;
    }

    boolean isDirectory() {
        return (mode & KIND) == 0040000;
    }

    boolean isSticky() {
        return (mode & 01000) != 0;
    }

    boolean isWritableByOthers() {
        return (mode & 0002) != 0;
    }

    boolean isWritableByGroup() {
        return (mode & 0020) != 0;
    }

    /** Returns the mode as chmod takes it. */
    String modeText() {
        return String.format("%04o", mode & 07777);
    }

    /** Returns the kind of file in words. */
    String kind() {
        return switch (mode & KIND) {
            case 0100000 -> "a file";
            case 0040000 -> "a directory";
            case 0120000 -> "a link";
            case 0010000 -> "a FIFO";
            case 0140000 -> "a socket";
            case 0020000, 0060000 -> "a device";
            default -> "something unknown";
        };
    }

    private static Number number(Map<String, Object> read, String name) {
        return (Number) value(read, name);
    }

    private static Object value(Map<String, Object> read, String name) {
        Object value = read.get(name);
        if (value == null) {
            throw new IllegalStateException("stat gives no " + name);
        }
        return value;
    }
}
