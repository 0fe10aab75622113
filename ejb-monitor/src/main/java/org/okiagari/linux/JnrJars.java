package org.okiagari.linux;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;

/**
 * The jars of jnr, as the server shows them to the application.
 *
 * <p>Servers name an entry of a jar each in their way: {@code jar:file:/x.jar!/entry} (GlassFish, Payara, TomEE),
 * {@code wsjar:file:/x.jar!/entry} (Open Liberty), {@code vfs:/content/x.jar/entry} (WildFly, whose jars are no files but
 * answer with their entries).
 */
final class JnrJars {
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

    private JnrJars() {}

    /**
     * Returns the address of each jar that is needed.
     *
     * @throws IOException if one is not to be found, or is shown in a way that is unknown here
     */
    static Collection<URL> find(ClassLoader application) throws IOException {
        String ours = jarsOf(HOME_MARK, application).get(0).toString();
        String directory = ours.substring(0, ours.lastIndexOf('/') + 1);
        Map<String, URL> jars = new LinkedHashMap<>();
        for (String mark : MARKS) {
            List<URL> candidates = jarsOf(mark, application);
            // A server may have an asm of its own, and shows it first; ours lies beside jnr.
            URL jar = candidates.stream()
                    .filter(url -> url.toString().startsWith(directory))
                    .findFirst()
                    .orElse(candidates.get(0));
            jars.put(jar.toString(), jar);
        }
        return jars.values();
    }

    /** Copies a jar into a new file. */
    static void copy(URL jar, Path file) throws IOException {
        try (InputStream in = jar.openStream()) {
            if (in instanceof JarInputStream) {
                copyEntries((JarInputStream) in, file);
            } else {
                Files.copy(in, file);
            }
        }
    }

    private static void copyEntries(JarInputStream in, Path file) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                if (!entry.isDirectory()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
        }
    }

    /** Returns the jars that hold an entry, one at least. */
    private static List<URL> jarsOf(String mark, ClassLoader application) throws IOException {
        List<URL> jars = new ArrayList<>();
        for (URL url : Collections.list(application.getResources(mark))) {
            String text = url.toString();
            if (text.endsWith("!/" + mark) && text.indexOf(":file:") > 0) {
                String file = text.substring(text.indexOf(":file:") + 1, text.length() - mark.length() - "!/".length());
                jars.add(new URL(file));
            } else if (url.getProtocol().equals("vfs")) {
                // With the handler of this very address: the server's need not be known to everybody.
                jars.add(new URL(url, text.substring(0, text.length() - mark.length() - "/".length())));
            }
        }
        if (jars.isEmpty()) {
            throw new IOException("the jar of " + mark + " can not be found");
        }
        return jars;
    }
}
