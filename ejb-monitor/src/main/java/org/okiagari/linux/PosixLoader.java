package org.okiagari.linux;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
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
 */
final class PosixLoader extends ClassLoader {
    private static final Logger LOG = Logger.getLogger(PosixLoader.class.getName());
    private static final String POSIX = "org.okiagari.linux.Posix";
    private static final String EXTRACT_DIR = "jffi.extract.dir";

    private static final String HOME_MARK = "jnr/ffi/LibraryLoader.class";

    /** One entry of each jar that is needed; jffi's second jar holds the native library. */
    private static final List<String> MARKS = List.of(
            "com/kenai/jffi/Foreign.class",
            "jni/x86_64-Linux/libjffi-1.2.so",
            HOME_MARK,
            "jnr/posix/POSIX.class",
            "jnr/constants/Constant.class",
            "jnr/a64asm/Assembler_A64.class",
            "jnr/x86asm/Assembler.class",
            "org/objectweb/asm/ClassVisitor.class",
            "org/objectweb/asm/commons/GeneratorAdapter.class",
            "org/objectweb/asm/tree/ClassNode.class",
            "org/objectweb/asm/tree/analysis/Analyzer.class",
            "org/objectweb/asm/util/CheckClassAdapter.class");

    private final Map<String, byte[]> ours;
    private final List<JarFile> jars;

    private PosixLoader(Map<String, byte[]> ours, List<JarFile> jars) {
        super("okiagari-posix", ClassLoader.getPlatformClassLoader());
        this.ours = ours;
        this.jars = jars;
    }

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
            return handlesOf(new PosixLoader(ours, openJars(directory)));
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "JNR is loaded inside the application, each redeployment will leak some memory: " + e);
            return handlesOf(PosixLoader.class.getClassLoader());
        }
    }

    @SuppressWarnings("unchecked") // Posix.handles() returns it
    private static Map<String, MethodHandle> handlesOf(ClassLoader loader) {
        try {
            Class<?> posix = Class.forName(POSIX, true, loader);
            return (Map<String, MethodHandle>) posix.getMethod("handles").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("JNR can not be loaded: " + (e.getCause() == null ? e : e.getCause()), e);
        }
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

    /** Copies of the jars, open and already unlinked: the application's own vanish when it is undeployed. */
    private static List<JarFile> openJars(Path directory) throws IOException {
        Path copies = Files.createTempDirectory(directory, "jnr-");
        List<JarFile> jars = new ArrayList<>();
        try {
            for (String url : jarUrls()) {
                Path copy = copies.resolve(jars.size() + ".jar");
                try (InputStream in = URI.create(url).toURL().openStream()) {
                    Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                }
                jars.add(new JarFile(copy.toFile(), false));
                Files.delete(copy);
            }
        } finally {
            Files.deleteIfExists(copies);
        }
        return jars;
    }

    private static Set<String> jarUrls() throws IOException {
        String ours = jarUrls(HOME_MARK).get(0);
        String directory = ours.substring(0, ours.lastIndexOf('/') + 1);
        Set<String> urls = new LinkedHashSet<>();
        for (String mark : MARKS) {
            List<String> candidates = jarUrls(mark);
            // A server may have an asm of its own, and shows it first; ours lies beside jnr.
            urls.add(candidates.stream()
                    .filter(url -> url.startsWith(directory))
                    .findFirst()
                    .orElse(candidates.get(0)));
        }
        return urls;
    }

    /** Returns the jars that hold an entry, one at least. */
    private static List<String> jarUrls(String mark) throws IOException {
        List<String> urls = new ArrayList<>();
        for (URL url : Collections.list(PosixLoader.class.getClassLoader().getResources(mark))) {
            String text = url.toString();
            if (text.startsWith("jar:") && text.endsWith("!/" + mark)) {
                urls.add(text.substring("jar:".length(), text.length() - mark.length() - "!/".length()));
            }
        }
        if (urls.isEmpty()) {
            throw new IOException("the jar of " + mark + " can not be found");
        }
        return urls;
    }

    private static String pathOf(String name) {
        return name.replace('.', '/') + ".class";
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] bytes = ours.get(name);
        if (bytes == null) {
            try (InputStream in = getResourceAsStream(pathOf(name))) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = in.readAllBytes();
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        try {
            for (JarFile jar : jars) {
                JarEntry entry = jar.getJarEntry(name);
                if (entry != null) {
                    return jar.getInputStream(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return super.getResourceAsStream(name);
    }
}
