package org.okiagari.linux;

import java.nio.ByteBuffer;
import java.util.stream.LongStream;

/**
 * Reads /proc by openat, getdents64 and readlinkat on one descriptor that is kept open: a list and the links need no new one,
 * so that we still see when descriptors have run out.
 */
final class JnrProcReader implements ProcReader {
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 0x80000;
    private static final int O_DIRECTORY = JnrOs.isAmd64() ? 0x10000 : 0x4000;
    private static final int SEEK_SET = 0;
    private static final int D_OFF = 8;
    private static final int D_RECLEN = 16;
    private static final int D_NAME = 19;
    private static final int LIST = 0x8000;
    private static final long UNKNOWN = -1;
    private static final long NONE = -2;
    /** Of struct stat; the second is that of all newer architectures. */
    private static final int AMD64_NLINK = 16;

    private static final int NLINK = 20;
    /** A file of /proc that is made as a whole gives less than this only at its end. */
    private static final int SHORT = 2048;

    private final Os os;
    private final Os.Memory path;
    private final Os.Memory page;
    private Os.Memory entries;
    private byte[] names = new byte[LIST];
    private int proc = -1;
    /** How far the place of a process in the list of /proc is from its pid, as all lists so far have shown. */
    private long skew = UNKNOWN;

    JnrProcReader(Os os) {
        this.os = os;
        path = os.allocate(256);
        page = os.allocate(8192);
        entries = os.allocate(LIST);
    }

    @Override
    public void list(Visitor visitor) throws CannotLook {
        int fd = proc();
        check(os.call(Sys.LSEEK, fd, 0, SEEK_SET), "/proc");
        check(entries(fd, visitor), "/proc");
    }

    /** In the list of /proc the place of a process is its pid and a constant. Each list shows whether that is still so. */
    @Override
    public boolean listAbove(long pid, Visitor visitor) throws CannotLook {
        int fd = proc();
        if (skew < 0 || os.call(Sys.LSEEK, fd, pid + 1 + skew, SEEK_SET) < 0) {
            return false;
        }
        long end = entries(fd, (found, inode) -> {
            if (found <= pid) {
                skew = NONE;
                throw new CannotLook("the list of /proc is in no order");
            }
            visitor.process(found, inode);
        });
        check(end, "/proc");
        return true;
    }

    private int proc() throws CannotLook {
        if (proc < 0) {
            long fd = os.call(Sys.OPENAT, AT_FDCWD, path.text("/proc").address(), O_DIRECTORY | O_CLOEXEC);
            check(fd, "/proc");
            refuseOther((int) fd);
            proc = (int) fd;
        }
        return proc;
    }

    /** Kept for good, a directory that lies over /proc for a moment would show an empty host for ever. */
    private void refuseOther(int fd) throws CannotLook {
        long length = os.call(
                Sys.READLINKAT,
                fd,
                path.text("self").address(),
                page.address(),
                page.bytes().capacity(),
                0);
        if (Errno.isGone(length)) {
            os.close(fd);
            throw new CannotLook("/proc does not show this process: " + os.message((int) -length));
        }
    }

    /** Returns 0 behind the last one, or a negative error number. */
    private long entries(int fd, Visitor visitor) throws CannotLook {
        long length;
        while ((length = os.call(
                        Sys.GETDENTS64, fd, entries.address(), entries.bytes().capacity()))
                > 0) {
            ByteBuffer bytes = entries.bytes();
            // Letter by letter is several times as fast in an array.
            bytes.get(0, names, 0, (int) length);
            long place = 0;
            for (int at = 0; at < length; at += bytes.getShort(at + D_RECLEN) & 0xFFFF) {
                long pid = number(names, at + D_NAME);
                if (pid > 0) {
                    if (place > 0 && fd == proc) {
                        learn(place, pid);
                    }
                    visitor.process(pid, bytes.getLong(at));
                }
                place = pid > 0 ? bytes.getLong(at + D_OFF) : 0;
            }
        }
        return length;
    }

    /** The offset of an entry is the place of the one behind it. */
    private void learn(long place, long pid) {
        long found = place - pid;
        skew = skew == UNKNOWN || skew == found ? found : NONE;
    }

    private static long number(byte[] bytes, int from) {
        long number = 0;
        for (int at = from; bytes[at] != 0; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    @Override
    public int read(String entry, String name, byte[] into) throws CannotLook {
        long fd = os.call(Sys.OPENAT, proc(), path(entry, name), O_CLOEXEC);
        if (Errno.isGone(fd)) {
            return GONE;
        }
        if (isDenied(fd)) {
            return DENIED;
        }
        check(fd, entry);
        try {
            return read((int) fd, entry, into);
        } finally {
            os.close((int) fd);
        }
    }

    private int read(int fd, String entry, byte[] into) throws CannotLook {
        int total = 0;
        while (total < into.length) {
            int want = Math.min(into.length - total, page.bytes().capacity());
            long length = os.retry(Sys.READ, fd, page.address(), want);
            if (Errno.isGone(length)) {
                return GONE;
            }
            if (isDenied(length)) {
                return DENIED;
            }
            check(length, entry);
            if (length == 0) {
                break;
            }
            page.bytes().get(0, into, total, (int) length);
            total += (int) length;
            if (length < want && length < SHORT) {
                break;
            }
        }
        return total;
    }

    @Override
    public String link(String entry, String name, String expected) throws CannotLook {
        long length = os.call(
                Sys.READLINKAT,
                proc(),
                path(entry, name),
                page.address(),
                page.bytes().capacity(),
                0);
        if (Errno.isGone(length) || isDenied(length)) {
            return "";
        }
        check(length, entry);
        if (isInPage(expected, (int) length)) {
            return expected;
        }
        byte[] bytes = new byte[(int) length];
        page.bytes().get(0, bytes);
        return Texts.of(bytes, 0, bytes.length);
    }

    /** Spares the making of a text that is known already; only for ASCII. */
    private boolean isInPage(String expected, int length) {
        if (expected.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = expected.charAt(i);
            if (c > 127 || page.bytes().get(i) != c) {
                return false;
            }
        }
        return true;
    }

    /** A directory has a link from each directory in it, and two of its own. */
    @Override
    public int threadCount(long pid) throws CannotLook {
        long result = os.call(Sys.NEWFSTATAT, proc(), path(Long.toString(pid), "task"), page.address(), 0, 0);
        if (Errno.isGone(result) || isDenied(result)) {
            return 0;
        }
        check(result, "task");
        ByteBuffer bytes = page.bytes();
        return (int) (JnrOs.isAmd64() ? bytes.getLong(AMD64_NLINK) : bytes.getInt(NLINK)) - 2;
    }

    @Override
    public long[] threads(long pid) throws CannotLook {
        long fd = os.call(Sys.OPENAT, proc(), path(Long.toString(pid), "task"), O_DIRECTORY | O_CLOEXEC);
        if (Errno.isGone(fd) || isDenied(fd)) {
            return new long[0];
        }
        check(fd, "task");
        LongStream.Builder found = LongStream.builder();
        Os.Memory outer = entries;
        byte[] outerNames = names;
        // Called while a list is being walked: that one's memory must not be overwritten.
        entries = os.allocate(4096);
        names = new byte[4096];
        try {
            long end = entries((int) fd, (tid, inode) -> found.add(tid));
            // It may end between the opening and the list: that is no trouble with /proc.
            if (!Errno.isGone(end)) {
                check(end, "task");
            }
        } finally {
            entries = outer;
            names = outerNames;
            os.close((int) fd);
        }
        return found.build().toArray();
    }

    private long path(String entry, String name) {
        ByteBuffer bytes = path.bytes();
        int at = put(bytes, 0, entry);
        bytes.put(at, (byte) '/');
        at = put(bytes, at + 1, name);
        bytes.put(at, (byte) 0);
        return path.address();
    }

    private static int put(ByteBuffer bytes, int from, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            bytes.put(from + i, (byte) ascii.charAt(i));
        }
        return from + ascii.length();
    }

    private static boolean isDenied(long result) {
        return result == -Errno.EACCES || result == -Errno.EPERM;
    }

    private void check(long result, String what) throws CannotLook {
        if (result < 0) {
            throw new CannotLook(what + " can not be read: " + os.message((int) -result));
        }
    }

    @Override
    public void close() {
        if (proc >= 0) {
            os.close(proc);
            proc = -1;
        }
    }
}
