package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.okiagari.api.files.SafeFiles;

class PcheckListFileLinuxIT {
    private static final Path A = Path.of("/conf/a b");
    private static final Path B = Path.of("/conf/\\n\n監視");

    @TempDir
    Path home;

    private PcheckListFile list() {
        return new PcheckListFile(home, SafeFiles.ofThisProcess(true));
    }

    @Test
    void withoutAFileNothingIsKept() {
        assertThat(list().kept()).isEmpty();
        list().forget(A);
        assertThat(home.resolve("state")).doesNotExist();
    }

    @Test
    void whatIsKeptIsThereForTheNextServerInItsOrder() {
        list().keep(B);
        list().keep(A);
        list().keep(B);

        assertThat(list().kept()).containsExactly(B, A);
    }

    @Test
    void whatIsForgottenIsGone() {
        list().keep(A);
        list().keep(B);

        list().forget(A);

        assertThat(list().kept()).containsExactly(B);
    }

    @Test
    void theFileIsForTheServersUserOnlyAndReplacedAsAWhole() throws IOException {
        list().keep(A);
        Object before = Files.getAttribute(home.resolve("state/pchecks"), "unix:ino");
        list().keep(B);

        assertThat(Files.getAttribute(home.resolve("state/pchecks"), "unix:ino"))
                .isNotEqualTo(before);
        assertThat(Files.getAttribute(home.resolve("state/pchecks"), "unix:mode"))
                .isEqualTo(0100600);
        assertThat(home.resolve("state")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aLeftoverOfACrashDoesNotStopIt() throws IOException {
        Files.createDirectories(home.resolve("state"));
        Files.writeString(home.resolve("state/pchecks.tmp"), "/half");

        list().keep(A);

        assertThat(list().kept()).containsExactly(A);
    }

    @Test
    void aListThatCannotBeReadForAMomentLosesNobody() throws IOException {
        PcheckListFile list = list();
        list.keep(A);
        Path file = home.resolve("state/pchecks");
        Files.delete(file);
        Files.createSymbolicLink(file, file); // it can be replaced, and not be read

        list.keep(B);

        assertThat(list().kept()).containsExactly(A, B);
    }

    @Test
    void aListThatCannotBeReadOrWrittenThrowsNothing() throws IOException {
        Files.createDirectories(home.resolve("state/pchecks/full"));

        list().keep(A);

        assertThat(list().kept()).isEmpty();
    }
}
