package org.okiagari.linux;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A /proc in memory. */
final class FakeProc implements ProcReader {
    private static final String STAT = " 0 -1 %d 0 0 0 0 0 0 0 0 20 0 %d 0 %d 0 0\n";

    private final NavigableMap<Long, Long> inodes = new TreeMap<>();
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final Map<Long, long[]> threads = new TreeMap<>();
    private long lastInode;
    private int reads;
    private int links;
    private boolean hasInodes = true;
    private boolean isBackwards;
    private int newsLists;

    FakeProc process(long pid, long start, String exe, String cmdline) {
        return process(pid, "S 1 " + pid + " " + pid + STAT.formatted(0, 1, start), exe, cmdline);
    }

    FakeProc child(long pid, long ppid, long start) {
        return process(pid, "S " + ppid + " " + pid + " " + pid + STAT.formatted(0, 1, start), "/bin/d", "d");
    }

    FakeProc kernelThread(long pid) {
        return process(pid, "S 2 0 0" + STAT.formatted(0x20_0000, 1, 1), "", "");
    }

    FakeProc zombie(long pid, int threads) {
        return process(pid, "Z 1 1 1" + STAT.formatted(0, threads, 5), "", "");
    }

    private FakeProc process(long pid, String stat, String exe, String cmdline) {
        inodes.put(pid, ++lastInode);
        files.put(pid + "/stat", pid + " (name) " + stat);
        files.put(pid + "/exe", exe);
        files.put(pid + "/cmdline", cmdline.replace(' ', '\0'));
        return this;
    }

    /** exec() keeps the inode. */
    FakeProc exec(long pid, String exe, String cmdline) {
        files.put(pid + "/exe", exe);
        files.put(pid + "/cmdline", cmdline.replace(' ', '\0'));
        return this;
    }

    FakeProc thread(long pid, String exe, String cmdline) {
        files.put(pid + "/task/9/exe", exe);
        files.put(pid + "/task/9/cmdline", cmdline.replace(' ', '\0'));
        return this;
    }

    FakeProc gone(long pid) {
        inodes.remove(pid);
        return this;
    }

    /** The kernel has made all its directories anew. */
    FakeProc forgets() {
        inodes.replaceAll((pid, inode) -> ++lastInode);
        return this;
    }

    /** It is a zombie now. */
    FakeProc dies(long pid) {
        files.put(pid + "/stat", pid + " (name) Z 1 1 1" + STAT.formatted(0, 1, 5));
        files.put(pid + "/exe", "");
        files.put(pid + "/cmdline", "");
        return this;
    }

    /** It is in the list, and gone when it is read. */
    FakeProc unreadable(long pid) {
        files.keySet().removeIf(file -> file.startsWith(pid + "/"));
        return this;
    }

    /** Seconds since boot, with two decimals. */
    FakeProc uptime(String seconds) {
        files.put("./uptime", seconds + " 99.99\n");
        return this;
    }

    FakeProc withoutInodes() {
        hasInodes = false;
        return this;
    }

    void backwards(boolean now) {
        isBackwards = now;
    }

    CountDownLatch hang(long pid) {
        return hanging.computeIfAbsent(pid + "/cmdline", key -> new CountDownLatch(1));
    }

    /** Returns how many files were read since the last question. */
    int reads() {
        int count = reads;
        reads = 0;
        return count;
    }

    /** Returns how many links were read since the last question. */
    int links() {
        int count = links;
        links = 0;
        return count;
    }

    @Override
    public void list(Visitor visitor) throws CannotLook {
        for (Map.Entry<Long, Long> entry : (isBackwards ? inodes.descendingMap() : inodes).entrySet()) {
            visitor.process(entry.getKey(), hasInodes ? entry.getValue() : 0);
        }
    }

    @Override
    public boolean listAbove(long pid, Visitor visitor) throws CannotLook {
        newsLists++;
        for (Map.Entry<Long, Long> entry : inodes.tailMap(pid, false).entrySet()) {
            visitor.process(entry.getKey(), entry.getValue());
        }
        return true;
    }

    /** What the kernel tells of giving out pids. */
    FakeProc pids(long last, long forks, long max, int tasks) {
        files.put("./loadavg", "0.00 0.01 0.05 1/" + tasks + " " + last + "\n");
        files.put("./stat", "cpu 1 2 3\nintr 5 6\nprocesses " + forks + "\nprocs_running 1\nsoftirq 1 2 3\n");
        files.put("sys/kernel/pid_max", max + "\n");
        return this;
    }

    /** Returns how many lists began above a pid. */
    int newsLists() {
        return newsLists;
    }

    @Override
    public int read(String entry, String name, byte[] into) {
        reads += Character.isDigit(entry.charAt(0)) ? 1 : 0;
        CountDownLatch latch = hanging.get(entry + "/" + name);
        try {
            if (latch != null) {
                latch.await();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        String text = files.get(entry + "/" + name);
        if (text == null) {
            return GONE;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, into.length);
        System.arraycopy(bytes, 0, into, 0, length);
        return length;
    }

    @Override
    public String link(String entry, String name, String expected) {
        links++;
        return files.getOrDefault(entry + "/" + name, "");
    }

    /** Makes the files of threads; each has the children that are given. */
    FakeProc children(long pid, Map<Long, String> byThread) {
        threads.put(pid, byThread.keySet().stream().mapToLong(tid -> tid).toArray());
        byThread.forEach((tid, pids) -> files.put(pid + "/task/" + tid + "/children", pids));
        return this;
    }

    @Override
    public int threadCount(long pid) {
        return threads(pid).length;
    }

    @Override
    public long[] threads(long pid) {
        return threads.getOrDefault(pid, new long[] {pid, 9});
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
