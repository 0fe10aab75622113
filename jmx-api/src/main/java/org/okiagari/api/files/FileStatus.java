package org.okiagari.api.files;

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
 * @param uid number of its owner
 * @param gid number of its group
 * @param inode its number on its device
 * @param size in bytes
 * @param modified time of the last change of what it holds
 */
public record FileStatus(int mode, int uid, int gid, long inode, long size, FileTime modified) {
    private static final int KIND = 0170000;

    /** Asks the kernel. */
    public static FileStatus of(Path path) throws IOException {
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

    /** Tells whether it is a regular file. */
    public boolean isFile() {
        return (mode & KIND) == 0100000;
    }

    /** Tells whether it is a directory. */
    public boolean isDirectory() {
        return (mode & KIND) == 0040000;
    }

    /** Tells whether only owners may remove its entries. */
    public boolean isSticky() {
        return (mode & 01000) != 0;
    }

    /** Tells whether anybody may write it. */
    public boolean isWritableByOthers() {
        return (mode & 0002) != 0;
    }

    /** Tells whether its group may write it. */
    public boolean isWritableByGroup() {
        return (mode & 0020) != 0;
    }

    /** Tells whether anybody but its owner may do anything with it. */
    public boolean isOpenToOthers() {
        return (mode & 077) != 0;
    }

    /** Returns the mode as chmod takes it. */
    public String modeText() {
        return String.format("%04o", mode & 07777);
    }

    /** Returns the kind of file in words. */
    public String kind() {
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
