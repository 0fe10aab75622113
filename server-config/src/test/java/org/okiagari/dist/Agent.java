package org.okiagari.dist;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A jar with one class of these tests, to be loaded into a running JVM by attach.
 *
 * @param jar where it lies
 */
record Agent(Path jar) {
    /** Writes the jar; the class stands alone, without inner classes. */
    static Agent of(Class<?> type, Path jar) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(new Attributes.Name("Agent-Class"), type.getName());
        String file = type.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                InputStream in = Objects.requireNonNull(type.getClassLoader().getResourceAsStream(file))) {
            entries.putNextEntry(new JarEntry(file));
            in.transferTo(entries);
            entries.closeEntry();
        }
        return new Agent(jar);
    }

    /** Runs its {@code agentmain} in a process. */
    void load(long pid, String what) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                machine.loadAgent(jar.toString(), what);
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException | AgentLoadException | AgentInitializationException e) {
            throw new IOException(e);
        }
    }
}
