package org.okiagari.linux;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads /proc with the JDK alone. */
final class JavaProcReader implements ProcReader {
    private static final File PROC = new File("/proc");
    private static final File SELF = new File("/proc/self/stat");

    @Override
    public void list(Visitor visitor) throws CannotLook {
        for (String name : names(PROC)) {
            long pid = number(name);
            if (pid > 0) {
                visitor.process(pid, 0);
            }
        }
    }

    /** With all descriptors used the list is null. */
    private static String[] names(File directory) throws CannotLook {
        String[] names = directory.list();
        if (names == null) {
            throw new CannotLook(directory + " can not be read");
        }
        return names;
    }

    private static long number(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return 0;
            }
        }
        return Long.parseLong(name);
    }

    @Override
    public int read(String entry, String name, byte[] into) throws CannotLook {
        File file = new File("/proc/" + entry + "/" + name);
        try (FileInputStream in = new FileInputStream(file)) {
            return in.readNBytes(into, 0, into.length);
        } catch (FileNotFoundException e) {
            // It stands for every error of open(2); its text is in the language of the server.
            return absent(file, e);
        } catch (IOException e) {
            // ESRCH while reading: it ended in between.
            return absent(file.getParentFile(), e);
        }
    }

    private static int absent(File file, IOException e) throws CannotLook {
        if (!file.exists()) {
            checkProc();
            return GONE;
        }
        if (!file.canRead()) {
            return DENIED;
        }
        throw new CannotLook(String.valueOf(e.getMessage()));
    }

    /** Where nobody is to be seen nobody is gone. */
    private static void checkProc() throws CannotLook {
        if (!SELF.exists()) {
            throw new CannotLook(PROC + " does not show this process");
        }
    }

    @Override
    public String link(String entry, String name, String expected) throws CannotLook {
        Path link = Path.of("/proc", entry, name);
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (NoSuchFileException e) {
            checkProc();
            return "";
        } catch (AccessDeniedException e) {
            return "";
        } catch (IOException e) {
            // ESRCH: it ended in between.
            if (new File("/proc/" + entry).exists()) {
                throw new CannotLook(link + " can not be read: " + e.getMessage());
            }
            return "";
        }
    }

    @Override
    public int threadCount(long pid) throws CannotLook {
        return threads(pid).length;
    }

    @Override
    public long[] threads(long pid) throws CannotLook {
        File tasks = new File("/proc/" + pid + "/task");
        String[] names = tasks.list();
        if (names == null && tasks.exists()) {
            throw new CannotLook(tasks + " can not be read");
        }
        return Arrays.stream(names == null ? new String[0] : names)
                .mapToLong(JavaProcReader::number)
                .toArray();
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
