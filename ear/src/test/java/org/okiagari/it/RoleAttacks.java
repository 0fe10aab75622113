package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.okiagari.it.Attacked.BEAN;
import static org.okiagari.it.Attacked.HOME;
import static org.okiagari.it.Attacked.JOLOKIA;
import static org.okiagari.it.Attacked.JSON;
import static org.okiagari.it.Attacked.PCHECK;
import static org.okiagari.it.Attacked.READ;
import static org.okiagari.it.Attacked.STOP;
import static org.okiagari.it.Attacked.assertRefused;
import static org.okiagari.it.Attacked.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a role does not suffice for, and pfiles that are no files of conf/bin. */
abstract class RoleAttacks {
    @ParameterizedTest
    @CsvSource({
        "viewer, stop",
        "viewer, reload",
        "viewer, reload()",
        "viewer, dump",
        "viewer, shutdown",
        "viewer, recoveryTest",
        "operator, shutdown",
        "operator, shutdown()",
        "operator, recoveryTest",
        "operator, reloadAnything",
        "viewer, canInvoke"
    })
    void aRoleThatDoesNotSufficeSteersNothing(String user, String operation) {
        assertRefused(RawHttp.post(
                        port(),
                        JOLOKIA,
                        JSON,
                        "{\"type\":\"exec\",\"mbean\":\"" + BEAN + "\",\"operation\":\"" + operation + "\"}")
                .as(user)
                .send());
    }

    @Test
    void whatAViewerMayNotDoIsNotDoneInABulkOrByTheJmxAdapterEither() {
        RawHttp.Answer bulk = RawHttp.post(port(), JOLOKIA, JSON, "[" + READ + "," + STOP + "," + READ + "]")
                .as("viewer")
                .send();
        String address = "service:jmx:jolokia://127.0.0.1:" + port() + JOLOKIA;

        assertThat(bulk.body()).containsOnlyOnce("\"status\":403").doesNotContain("\"value\":null");
        try (JConsole jconsole = JConsole.connect(address, "viewer", TestHome.password("viewer"))) {
            assertThatThrownBy(
                            () -> jconsole.server().invoke(new ObjectName(BEAN), "stop", new Object[0], new String[0]))
                    .isInstanceOf(Exception.class);
            assertThat(jconsole.domains()).contains("okiagari");
        }
    }

    @ParameterizedTest
    @CsvSource({"viewer, start", "viewer, check", "operator, start", "operator, check"})
    void onlyAnAdministratorNamesPfiles(String user, String operation) {
        assertRefused(RawHttp.post(
                        port(),
                        JOLOKIA,
                        JSON,
                        "{\"type\":\"exec\",\"mbean\":\"okiagari:type=Agent\",\"operation\":\"" + operation
                                + "\",\"arguments\":[\"" + PCHECK + "\"]}")
                .as(user)
                .send());
    }

    /** A pfile's errors quote its lines: over HTTP that would read any file of the host. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/etc/passwd", "../../../../../../../../etc/passwd", "link_to_passwd", "", ".", "..", "a/b"})
    void aPfileOverHttpIsANameInConfBin(String name) throws IOException {
        Path link = HOME.bin().resolve("link_to_passwd");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, Path.of("/etc/passwd"));
        }
        for (String operation : List.of("check", "start")) {
            RawHttp.Answer answer = RawHttp.post(
                            port(),
                            JOLOKIA,
                            JSON,
                            "{\"type\":\"exec\",\"mbean\":\"okiagari:type=Agent\",\"operation\":\"" + operation
                                    + "\",\"arguments\":[\"" + name + "\"]}")
                    .as("admin")
                    .send();

            assertThat(answer.body()).doesNotContain("root:").doesNotContain("/bin/");
            assertRefused(answer);
        }
    }
}
