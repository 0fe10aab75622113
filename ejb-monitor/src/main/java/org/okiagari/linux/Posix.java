package org.okiagari.linux;

import com.kenai.jffi.MemoryIO;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.Reference;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.posix.POSIX;
import jnr.posix.POSIXFactory;

/**
 * The only class that touches jnr. {@link PosixLoader} defines it once per JVM in a loader of its own, so it knows no other
 * class of ours, and its public methods speak JDK types only: they are called through {@link #handles()}.
 *
 * <p>Every method answers with a result of 0 or more, or with the negative errno.
 */
public final class Posix {
    private static final short SETSIGDEF = 0x04;
    private static final short SETSIGMASK = 0x08;
    private static final short SETSID = 0x80;
    private static final int CLOSE_RANGE = 436;
    private static final int CLOSE_RANGE_CLOEXEC = 4;
    /** More than glibc needs for file actions (80), attributes (336) and a signal set (128). */
    private static final int ROOM = 512;

    private static final Runtime RUNTIME = Runtime.getSystemRuntime();
    private static final LibC C = LibraryLoader.create(LibC.class).load("c");

    private Posix() {}

    /** What is bound of the C library; addresses are plain numbers. */
    public interface LibC {
        /** The general system call: five numbers, which are passed without garbage. */
        long syscall(long number, long a, long b, long c, long d);

        /**
         * The same with all arguments. With six parameters jnr-ffi 2.3.4 on x86_64 loses the last one (ADR 0073); with seven
         * it takes another way, which is right and slower.
         */
        long syscall(long number, long a, long b, long c, long d, long e, long f);

        int posix_spawn_file_actions_init(Pointer actions);

        int posix_spawn_file_actions_destroy(Pointer actions);

        int posix_spawn_file_actions_adddup2(Pointer actions, int from, int to);

        int posix_spawn_file_actions_addchdir_np(Pointer actions, Pointer path);

        int posix_spawn_file_actions_addclosefrom_np(Pointer actions, int from);

        int posix_spawnattr_init(Pointer attributes);

        int posix_spawnattr_destroy(Pointer attributes);

        int posix_spawnattr_setflags(Pointer attributes, short flags);

        int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);

        int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);

        int sigemptyset(Pointer set);

        int sigfillset(Pointer set);

        int sigdelset(Pointer set, int signal);

        /** The last parameter is none of the function's: it keeps jnr-ffi from losing the sixth. */
        int posix_spawn(
                Pointer pid,
                Pointer path,
                Pointer actions,
                Pointer attributes,
                Pointer argv,
                Pointer envp,
                long unused);
    }

    /** jnr-posix costs a quarter of a second and is needed seldom: loaded when first asked. */
    private static final class Native {
        static final POSIX POSIX = POSIXFactory.getNativePOSIX();
    }

    /** Returns a handle to each public method but this one, by name. */
    public static Map<String, MethodHandle> handles() throws IllegalAccessException {
        Map<String, MethodHandle> handles = new HashMap<>();
        for (Method method : Posix.class.getDeclaredMethods()) {
            if (java.lang.reflect.Modifier.isPublic(method.getModifiers()) && method.getReturnType() != Map.class) {
                handles.put(method.getName(), MethodHandles.lookup().unreflect(method));
            }
        }
        return Map.copyOf(handles);
    }

    /** Makes a system call of up to four arguments. */
    public static long syscall(long number, long a, long b, long c, long d) {
        long result = C.syscall(number, a, b, c, d);
        return result < 0 ? -RUNTIME.getLastError() : result;
    }

    /** Makes a system call of five arguments. */
    public static long wideSyscall(long number, long a, long b, long c, long d, long e) {
        long result = C.syscall(number, a, b, c, d, e, 0);
        return result < 0 ? -RUNTIME.getLastError() : result;
    }

    /** Returns the address of a direct buffer. */
    public static long address(ByteBuffer direct) {
        return MemoryIO.getInstance().getDirectBufferAddress(direct);
    }

    /** Sends a signal by pid, for kernels without pidfd. */
    public static int kill(long pid, int signal) {
        int result = Native.POSIX.kill(pid, signal);
        return result < 0 ? -Native.POSIX.errno() : result;
    }

    /** Returns the system's text of an error number. */
    public static String message(int errno) {
        return Native.POSIX.strerror(errno);
    }

    /**
     * Starts a program in a session of its own, with clean signals, in {@code /}, with three descriptors and no other.
     *
     * @param path the program, NUL-terminated
     * @param argv its arguments, each NUL-terminated
     * @param envp its environment, each NUL-terminated
     * @param in descriptor that becomes 0
     * @param out descriptor that becomes 1 and 2
     * @return the pid or the negative errno
     */
    public static int spawn(byte[] path, byte[][] argv, byte[][] envp, int in, int out) {
        Pointer actions = room(ROOM);
        Pointer attributes = room(ROOM);
        Pointer pid = room(Long.BYTES);
        Pointer program = text(path);
        Pointer arguments = texts(argv);
        Pointer environment = texts(envp);
        C.posix_spawn_file_actions_init(actions);
        C.posix_spawnattr_init(attributes);
        try {
            C.posix_spawn_file_actions_adddup2(actions, in, 0);
            C.posix_spawn_file_actions_adddup2(actions, out, 1);
            C.posix_spawn_file_actions_adddup2(actions, out, 2);
            inRoot(actions);
            withoutDescriptors(actions);
            cleanSignals(attributes);
            int error = C.posix_spawn(pid, program, actions, attributes, arguments, environment, 0);
            return error == 0 ? pid.getInt(0) : -error;
        } finally {
            C.posix_spawn_file_actions_destroy(actions);
            C.posix_spawnattr_destroy(attributes);
            // Only their addresses are passed on: without this a collection during the call might free them.
            Reference.reachabilityFence(program);
            Reference.reachabilityFence(arguments);
            Reference.reachabilityFence(environment);
        }
    }

    private static void inRoot(Pointer actions) {
        try {
            C.posix_spawn_file_actions_addchdir_np(actions, text(new byte[] {'/', 0}));
        } catch (UnsatisfiedLinkError e) {
            // glibc before 2.29: the caller's thread works in / where the kernel allowed it.
            return;
        }
    }

    /** Without it every socket and jar of the app server would be held by the restarted daemon. */
    private static void withoutDescriptors(Pointer actions) {
        try {
            C.posix_spawn_file_actions_addclosefrom_np(actions, 3);
        } catch (UnsatisfiedLinkError e) {
            closeOnExec();
        }
    }

    /** For glibc before 2.34, and for kernels before 5.11, which know no close_range. */
    private static void closeOnExec() {
        if (C.syscall(CLOSE_RANGE, 3, 0xFFFFFFFFL, CLOSE_RANGE_CLOEXEC, 0) == 0) {
            return;
        }
        String[] names = new java.io.File("/proc/self/fd").list();
        for (String name : names == null ? new String[0] : names) {
            int fd = Integer.parseInt(name);
            if (fd > 2) {
                Native.POSIX.fcntlInt(fd, jnr.constants.platform.Fcntl.F_SETFD, 1);
            }
        }
    }

    private static void cleanSignals(Pointer attributes) {
        Pointer set = room(ROOM);
        C.sigemptyset(set);
        C.posix_spawnattr_setsigmask(attributes, set);
        C.sigfillset(set);
        C.sigdelset(set, 9);
        C.sigdelset(set, 19);
        C.posix_spawnattr_setsigdefault(attributes, set);
        C.posix_spawnattr_setflags(attributes, (short) (SETSIGDEF | SETSIGMASK | SETSID));
    }

    private static Pointer room(int size) {
        return Pointer.wrap(RUNTIME, ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()));
    }

    private static Pointer text(byte[] bytes) {
        Pointer text = room(bytes.length);
        text.put(0, bytes, 0, bytes.length);
        return text;
    }

    /** One block of memory: the pointers, a null, then the texts. */
    private static Pointer texts(byte[][] values) {
        int head = (values.length + 1) * Long.BYTES;
        int size = head;
        for (byte[] value : values) {
            size += value.length;
        }
        Pointer block = room(size);
        int at = head;
        for (int i = 0; i < values.length; i++) {
            block.putAddress((long) i * Long.BYTES, block.address() + at);
            block.put(at, values[i], 0, values[i].length);
            at += values[i].length;
        }
        block.putAddress((long) values.length * Long.BYTES, 0);
        return block;
    }
}
