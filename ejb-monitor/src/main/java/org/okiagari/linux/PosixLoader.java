package org.okiagari.linux;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Loads {@link Posix} and jnr once per JVM, however often the application is deployed (ADR 0071).
 *
 * <p>jffi's cleaner thread keeps its class loader alive for ever, and each loader maps one more library. So jnr gets a
 * loader of its own, which knows nothing of the application; later deployments find it in the table of System properties.
 * Its key holds a check sum of our class, so that a newer one is not answered by an older one.
 *
 * <p>Nothing of it may hold on to the application: the loader is an object of the JDK, and it is made on a thread whose stack
 * holds no class of ours, for loaders and threads remember the protection domains of those who made them.
 */
final class PosixLoader {
    private static final Logger LOG = Logger.getLogger(PosixLoader.class.getName());
    private static final String POSIX = "org.okiagari.linux.Posix";
    private static final String EXTRACT_DIR = "jffi.extract.dir";

    private PosixLoader() {}

    /**
     * Returns the handles of {@link Posix}, from the JVM-wide loader.
     *
     * @param directory where native code may be unpacked; made with mode 0700
     * @throws LinkageError if jnr does not work here
     */
    static Map<String, MethodHandle> handles(Path directory) {
        Map<String, byte[]> ours = ourClasses();
        String key = "org.okiagari.posix." + Long.toHexString(checkSum(ours));
        Properties table = System.getProperties();
        synchronized (table) {
            Map<String, MethodHandle> handles = known(table.get(key));
            if (handles == null) {
                handles = load(ours, directory);
                table.put(key, handles);
            }
            return handles;
        }
    }

    @SuppressWarnings("unchecked") // only this class writes this key, and both types are the JDK's
    private static @Nullable Map<String, MethodHandle> known(@Nullable Object value) {
        return value instanceof Map ? (Map<String, MethodHandle>) value : null;
    }

    private static Map<String, MethodHandle> load(Map<String, byte[]> ours, Path directory) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            // jffi's own default is a world-writable directory. An administrator's setting wins.
            System.getProperties().putIfAbsent(EXTRACT_DIR, directory.toString());
            return loadApart(ours, Files.createTempDirectory(directory, "jnr-"));
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "JNR is loaded inside the application, each redeployment will leak some memory: " + e);
            return handlesOf(PosixLoader.class.getClassLoader());
        }
    }

    /** From copies of the jars, open and then unlinked: the application's own vanish when it is undeployed. */
    private static Map<String, MethodHandle> loadApart(Map<String, byte[]> ours, Path copies) throws IOException {
        List<Path> files = new ArrayList<>();
        try {
            files.add(jar(ours, copies.resolve("posix.jar")));
            for (URL jar : JnrJars.find(PosixLoader.class.getClassLoader())) {
                Path copy = copies.resolve(files.size() + ".jar");
                files.add(copy);
                JnrJars.copy(jar, copy);
            }
            URLClassLoader loader = loader(files);
            Map<String, MethodHandle> handles = handlesOf(loader);
            // A search without success opens all of them.
            loader.findResource("no/such/entry");
            return handles;
        } finally {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(copies);
        }
    }

    private static Path jar(Map<String, byte[]> classes, Path file) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
                out.putNextEntry(new JarEntry(pathOf(entry.getKey())));
                out.write(entry.getValue());
            }
        }
        return file;
    }

    private static URLClassLoader loader(List<Path> files) throws IOException {
        URL[] urls = new URL[files.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = files.get(i).toUri().toURL();
        }
        try {
            MethodHandle constructor = MethodHandles.publicLookup()
                    .findConstructor(
                            URLClassLoader.class,
                            MethodType.methodType(void.class, String.class, URL[].class, ClassLoader.class));
            return (URLClassLoader) apart(MethodHandles.insertArguments(
                    constructor, 0, "okiagari-posix", urls, ClassLoader.getPlatformClassLoader()));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("No class loader for JNR: " + e, e);
        }
    }

    @SuppressWarnings("unchecked") // Posix.handles() returns it
    private static Map<String, MethodHandle> handlesOf(ClassLoader loader) {
        try {
            Class<?> posix = Class.forName(POSIX, false, loader);
            MethodHandle handles =
                    MethodHandles.publicLookup().findStatic(posix, "handles", MethodType.methodType(Map.class));
            return (Map<String, MethodHandle>) apart(handles);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("JNR can not be loaded: " + e, e);
        }
    }

    /** Runs work on a thread of the JDK's making, with nothing but the JDK on its stack. */
    private static Object apart(MethodHandle work) {
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            Callable<?> task = MethodHandleProxies.asInterfaceInstance(
                    Callable.class, work.asType(MethodType.methodType(Object.class)));
            return pool.submit(task).get();
        } catch (ExecutionException e) {
            throw new LinkageError("JNR can not be loaded: " + cause(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LinkageError("interrupted while loading JNR", e);
        } finally {
            pool.shutdown();
        }
    }

    private static Throwable cause(Throwable t) {
        Throwable cause = t.getCause();
        return cause == null ? t : cause(cause);
    }

    /** Class files of Posix and what is nested in it, by name. Posix is loaded for it here, but never initialised. */
    private static Map<String, byte[]> ourClasses() {
        Map<String, byte[]> classes = new HashMap<>();
        try {
            Class<?> posix = Class.forName(POSIX, false, PosixLoader.class.getClassLoader());
            read(posix.getName(), classes);
            for (Class<?> nested : posix.getDeclaredClasses()) {
                read(nested.getName(), classes);
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new LinkageError("The classes of Posix can not be read: " + e, e);
        }
        return classes;
    }

    private static void read(String name, Map<String, byte[]> classes) throws IOException {
        String path = pathOf(name);
        try (InputStream in = PosixLoader.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("no resource " + path);
            }
            classes.put(name, in.readAllBytes());
        }
    }

    private static long checkSum(Map<String, byte[]> classes) {
        CRC32 sum = new CRC32();
        classes.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> sum.update(e.getValue()));
        return sum.getValue();
    }

    private static String pathOf(String name) {
        return name.replace('.', '/') + ".class";
    }
}
