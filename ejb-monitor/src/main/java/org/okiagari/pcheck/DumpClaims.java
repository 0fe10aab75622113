package org.okiagari.pcheck;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.okiagari.pfile.Param;

/** One SHM_DUMP_FILE is one pcheck's on the host, in one server or two, in one home or two. */
final class DumpClaims {
    private final Environment environment;
    private final ConcurrentMap<String, Held> byName = new ConcurrentHashMap<>();

    private record Held(Path file, Claims.Answer.Claim claim) {}

    DumpClaims(Environment environment) {
        this.environment = environment;
    }

    /**
     * Takes the file that a pfile names for a pcheck, in the place of the one that it had.
     *
     * @throws Refused because another pcheck has it: then nothing is changed
     */
    void take(String pcheck, Path pfile, Param param) {
        Path file = real(pcheck, environment.dumpFile(pcheck, param));
        Held before = byName.get(pcheck);
        if (before != null && before.file.equals(file)) {
            return;
        }
        byName.put(pcheck, new Held(file, claimed(pcheck, pfile, file)));
        release(Optional.ofNullable(before));
    }

    /** Gives back the file of a pcheck that ended. */
    void release(String pcheck) {
        release(Optional.ofNullable(byName.remove(pcheck)));
    }

    private static void release(Optional<Held> held) {
        held.ifPresent(its -> its.claim.close());
    }

    /** The file need not be there, its directory is. */
    private Path real(String pcheck, String text) {
        try {
            Path file = Path.of(text).toAbsolutePath().normalize();
            Path directory = file.getParent();
            if (directory != null) {
                return Path.of(environment.table().realPath(directory.toString()))
                        .resolve(file.getFileName());
            }
        } catch (InvalidPathException e) {
            // Refused as well.
        }
        throw new Refused("SHM_DUMP_FILE " + text + " of " + pcheck + " names no file; name one.");
    }

    private Claims.Answer.Claim claimed(String pcheck, Path pfile, Path file) {
        Claims.Answer answer = environment.claims().claimDump(file, pfile);
        if (answer instanceof Claims.Answer.Claim claim) {
            return claim;
        }
        if (answer instanceof Claims.Answer.Held other) {
            throw new Refused("SHM_DUMP_FILE " + file + " of " + pcheck + " is already used by " + other.holder()
                    + "; each pfile needs one of its own.");
        }
        throw new Refused(((Claims.Answer.Failed) answer).why());
    }
}
