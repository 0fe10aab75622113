package org.okiagari.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.okiagari.api.ObjectNames;

/** Finds the pcheck that runs a pfile. */
final class Pchecks {
    private Pchecks() {}

    /** Returns the bean name of the pcheck that runs this very file, however its path is written. */
    static String local(Client client, String pfile) {
        Path wanted = real(Path.of(pfile));
        for (Map<?, ?> row : client.rows(Client.AGENT, "Pchecks")) {
            if (real(Path.of(text(row, "pfile"))).equals(wanted)) {
                return bean(row);
            }
        }
        throw Failure.notThere("no such pcheck: none runs " + absolute(Path.of(pfile)));
    }

    /** Returns the bean name of a pcheck on another host, by the path there or by its base name. */
    static String remote(Client client, String pfile) {
        List<Map<?, ?>> rows = client.rows(Client.AGENT, "Pchecks");
        for (Map<?, ?> row : rows) {
            if (pfile.equals(row.get("pfile")) || pfile.equals(row.get("name"))) {
                return bean(row);
            }
        }
        throw Failure.notThere("no such pcheck: none runs " + pfile + " there");
    }

    /** Returns the absolute path of {@code file} without resolving links. */
    static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    /** Returns one field of a row as text. */
    static String text(Map<?, ?> row, String field) {
        return String.valueOf(row.get(field));
    }

    private static String bean(Map<?, ?> row) {
        return ObjectNames.pcheck(text(row, "name")).toString();
    }

    /** A pcheck outlives its file: then the path as it is written must do. */
    static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return absolute(file);
        }
    }
}
