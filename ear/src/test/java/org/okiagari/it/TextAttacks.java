package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.okiagari.it.Attacked.HOME;
import static org.okiagari.it.Attacked.JOLOKIA;
import static org.okiagari.it.Attacked.JSON;
import static org.okiagari.it.Attacked.port;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.okiagari.check.LiveFiles;

/** Secrets that could be found where everybody looks (S-28), and names that forge lines or steer a terminal (S-31). */
abstract class TextAttacks {
    private static final String FORGED = "x\nFORGED\u001b[2J\u202e";

    @Test
    void aPasswordIsNowhereButInItsHash() throws IOException {
        String password = TestHome.password("admin");
        List<String> secrets = List.of(
                password, Base64.getEncoder().encodeToString(("admin:" + password).getBytes(StandardCharsets.UTF_8)));
        RawHttp.post(
                        port(),
                        "/okiagari/login",
                        "application/x-www-form-urlencoded",
                        "username=admin&password=" + password)
                .send();
        RawHttp.post(port(), "/okiagari/login", "application/x-www-form-urlencoded", "username=admin&password=wrong")
                .send();
        LocalSocket.exec(HOME, Attacked.BEAN, "dump");
        long restarted = Attacked.restartDaemon();

        assertThat(LiveFiles.textsBelow(HOME.path()))
                .containsKey(HOME.conf("users"))
                .allSatisfy((file, text) ->
                        assertThat(isOurs(file) ? text : "").as(file.toString()).doesNotContain(secrets));
        for (long pid : List.of(restarted, Attacked.pid())) {
            assertThat(text(Path.of("/proc/" + pid + "/environ"))).doesNotContain(secrets);
            assertThat(text(Path.of("/proc/" + pid + "/cmdline"))).doesNotContain(secrets);
        }
        String beans = RawHttp.post(port(), JOLOKIA, JSON, "{\"type\":\"read\",\"mbean\":\"okiagari:*\"}")
                .as("admin")
                .send()
                .body();
        assertThat(beans).contains("\"status\":200", Attacked.PCHECK).doesNotContain(secrets);
    }

    @Test
    void aNameForgesNoLineAndSteersNoTerminal() throws IOException {
        Path program = HOME.path().resolve("sbin").resolve(FORGED).resolve("okiagari-forger");
        Files.createDirectories(program.getParent());
        Files.copy(Path.of("/bin/sleep").toRealPath(), program);
        TestHome.executable(program);
        new ProcessBuilder(program.toString(), "1000000").start();
        String pcheck = "pfile_forged";
        HOME.pfile(pcheck, 0x1f00e002, List.of(), "okiagari-forger:-:0:0:continue", "no\u001b[2Jname:-:0:0:continue");
        LocalSocket.exec(HOME, Beans.AGENT, "start", HOME.bin().resolve(pcheck).toString());
        String pent = "okiagari:pcheck=pfile_forged,type=Pent,name=okiagari-forger,id=1";
        Wait.until(() -> assertThat(LocalSocket.read(HOME, pent, "ProcSts").getAsString())
                .isEqualTo("AVAIL"));

        LocalSocket.exec(HOME, Beans.pcheck(pcheck), "dump");
        String shown = LocalSocket.read(HOME, Beans.pcheck(pcheck), "PentText").getAsString();
        String path = LocalSocket.read(HOME, pent, "MatchedPath").getAsString();
        LocalSocket.exec(HOME, Beans.pcheck(pcheck), "shutdown");

        assertThat(shown).contains("no\\x1b[2Jname").doesNotContain("\u001b");
        assertThat(path).endsWith("/okiagari-forger");
        Wait.until(() -> assertThat(HOME.read("log/okiagari.log")).contains("(okiagari-forger ,pid="));
        LiveFiles.textsBelow(HOME.path().resolve("log")).forEach((file, text) -> {
            assertThat(text.lines()).as(file.toString()).noneMatch(line -> line.startsWith("FORGED"));
            assertThat(text).as(file.toString()).doesNotContain("\u001b").doesNotContain("\u202e");
        });
        for (String line : HOME.lines("log/events.jsonl")) {
            assertThat(JsonParser.parseString(line).getAsJsonObject().has("seq"))
                    .as(line)
                    .isTrue();
        }
    }

    private static boolean isOurs(Path file) {
        return !file.startsWith(HOME.path().resolve("tmp"))
                && !file.startsWith(HOME.path().resolve("sbin"));
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
