package org.okiagari.check;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs of the machine: missing, it is skipped with one line, and fails where {@code CI=true}. */
public final class Needs {
    private Needs() {}

    /** Needs uid 0. */
    public static void root() {
        need("root".equals(System.getProperty("user.name")), "root");
    }

    /** Needs a program, named by its path, of a Debian package. */
    public static void program(String path, String debianPackage) {
        need(Files.isExecutable(Path.of(path)), path + " (Debian package " + debianPackage + ")");
    }

    /** Needs a file of a Debian package. */
    public static void file(Path path, String debianPackage) {
        need(Files.exists(path), path + " (Debian package " + debianPackage + ")");
    }

    /** Needs whatever {@code there} tells, in the words of {@code what}. */
    public static void need(boolean there, String what) {
        if (!there && "true".equals(System.getenv("CI"))) {
            Assertions.fail(missing(what));
        }
        wish(there, what);
    }

    /** The same for what no gate asks for: missing, the test is skipped there too. */
    public static void wish(boolean there, String what) {
        if (!there) {
            System.out.println("SKIPPED: " + missing(what));
            Assumptions.abort(missing(what));
        }
    }

    private static String missing(String what) {
        return "This test needs " + what + ", which is missing here";
    }
}
