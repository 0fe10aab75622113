package org.okiagari.linux;

import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The kernel through JNR. */
final class JnrOs implements Os {
    private final boolean isAmd64 = isAmd64();
    private final MethodHandle syscall;
    private final MethodHandle wideSyscall;
    private final MethodHandle address;
    private final MethodHandle spawn;
    private final MethodHandle kill;
    private final MethodHandle message;

    private JnrOs(Map<String, MethodHandle> posix) {
        syscall = handle(posix, "syscall");
        wideSyscall = handle(posix, "wideSyscall");
        address = handle(posix, "address");
        spawn = handle(posix, "spawn");
        kill = handle(posix, "kill");
        message = handle(posix, "message");
    }

    /**
     * Loads JNR, or finds it loaded.
     *
     * @param directory where native code may be unpacked
     * @throws LinkageError if it does not work here
     */
    static JnrOs load(Path directory) {
        return new JnrOs(PosixLoader.handles(directory));
    }

    static boolean isAmd64() {
        return System.getProperty("os.arch").equals("amd64");
    }

    private static MethodHandle handle(Map<String, MethodHandle> posix, String name) {
        MethodHandle handle = posix.get(name);
        if (handle == null) {
            throw new LinkageError("Posix has no method " + name);
        }
        return handle;
    }

    @Override
    public long call(Sys call, long a, long b, long c, long d, long e) {
        try {
            long number = call.number(isAmd64);
            return call.isWide()
                    ? (long) wideSyscall.invokeExact(number, a, b, c, d, e)
                    : (long) syscall.invokeExact(number, a, b, c, d);
        } catch (Throwable t) {
            throw failed(t);
        }
    }

    @Override
    public int spawn(String path, List<String> argv, List<String> environment, int in, int out) {
        try {
            return (int) spawn.invokeExact(Texts.terminated(path), terminated(argv), terminated(environment), in, out);
        } catch (Throwable t) {
            throw failed(t);
        }
    }

    @Override
    public int kill(long pid, int signal) {
        try {
            return (int) kill.invokeExact(pid, signal);
        } catch (Throwable t) {
            throw failed(t);
        }
    }

    @Override
    public String message(int errno) {
        try {
            return (String) message.invokeExact(errno);
        } catch (Throwable t) {
            throw failed(t);
        }
    }

    @Override
    public Memory allocate(int size) {
        ByteBuffer bytes = Memory.direct(size);
        try {
            return new Memory(bytes, (long) address.invokeExact(bytes));
        } catch (Throwable t) {
            throw failed(t);
        }
    }

    private static byte[][] terminated(List<String> texts) {
        return texts.stream().map(Texts::terminated).toArray(byte[][]::new);
    }

    /** The handles declare no checked exception. */
    private static RuntimeException failed(Throwable t) {
        if (t instanceof Error error) {
            throw error;
        }
        return t instanceof RuntimeException runtime ? runtime : new IllegalStateException(t);
    }
}
