package org.okiagari.ejb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * I-9: whatever file decides what the server runs, if others may write it, it decides nothing. Which owners and modes are
 * unsafe is {@code SafeFilesLinuxIT}'s matrix; here is that every kind of file is asked about.
 */
class UnsafeFilesIT {
    private static final String FOR_ALL = "rwxrwxrwx";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Path ran;

    @SuppressWarnings("NullAway.Init")
    private Saver saver;

    @BeforeEach
    void begin() {
        ran = directory.resolve("ran");
    }

    @AfterEach
    void end() throws Exception {
        if (saver != null) {
            saver.close();
        }
    }

    private static void forAll(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(FOR_ALL));
    }

    private void start(String command) {
        saver.start("pfile_unsafe", "MONITOR_INTERVAL 1", "never-there : " + command + " : 600 : 1 : continue");
    }

    private void isRefused(String why) {
        Foreign.await().until(() -> saver.row("never-there").procSts().equals("RETRY_OVER"));
        assertThat(saver.lastEvent("never-there", "pent.scriptfailed").detail()).contains(why);
        assertThat(ran).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"the script", "its directory", "a link's target", "the script of an interpreter"})
    void aRestartScriptThatOthersMayWriteIsNotRun(String what) throws IOException {
        saver = Saver.here(directory);
        Path there = Files.createDirectories(directory.resolve("scripts"));
        Path script = Files.writeString(there.resolve("restart.sh"), "#!/bin/sh\ntouch " + ran + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        forAll(what.equals("its directory") ? there : script);
        Path link = Files.createSymbolicLink(directory.resolve("link"), script);

        switch (what) {
            case "a link's target" -> start(link.toString());
            case "the script of an interpreter" -> start("/bin/sh " + script);
            default -> start(script.toString());
        }

        isRefused("writable by others");
    }

    @Test
    void aPfileThatOthersMayWriteStartsNothingAndReplacesNothing() throws IOException {
        saver = Saver.here(directory);
        Path good = saver.script("good", "exit 1");
        start(good.toString());
        Foreign.await().until(() -> saver.row("never-there").procSts().equals("RETRY_OVER"));
        Path pfile = good.resolveSibling("pfile_unsafe");
        Path bad = saver.script("bad", "touch " + ran);
        String before = saver.pcheck("pfile_unsafe").getPentText();
        Files.writeString(pfile, Files.readString(pfile).replace(good.toString(), bad.toString()));
        forAll(pfile);

        assertThatThrownBy(() -> saver.pcheck("pfile_unsafe").reload()).hasMessageContaining("writable by others");
        assertThatThrownBy(() -> saver.agent().start(pfile.toString())).isNotNull();

        saver.tick("pfile_unsafe");
        saver.check()
                .unchanged("the PENTs", before, saver.pcheck("pfile_unsafe").getPentText());
        assertThat(ran).doesNotExist();
    }

    @Test
    void anEnvironmentThatOthersMayWriteIsNotGivenToScripts() throws Exception {
        saver = Saver.here(directory);
        saver.close();
        Path psenv = Files.writeString(directory.resolve("home/conf/psenv"), "EVIL=yes\n");
        forAll(psenv);
        saver = Saver.here(directory);

        start(saver.script("restart", "echo \"EVIL=$EVIL\" >" + ran).toString());

        Foreign.await().until(() -> Files.exists(ran) && Files.size(ran) > 0);
        assertThat(ran).content().isEqualToIgnoringNewLines("EVIL=");
    }

    @Test
    void aClusterCommandThatOthersMayWriteIsNotRun() throws IOException {
        Path command = Files.writeString(directory.resolve("switch.sh"), "#!/bin/sh\ntouch " + ran + "\n");
        forAll(command);
        saver = Saver.here(directory, "SWITCH_COMMAND = " + command);

        saver.start("pfile_switch", "MONITOR_INTERVAL 1", "never-there : - : 600 : 1 : switch");

        Foreign.await()
                .until(() ->
                        saver.events().stream().anyMatch(event -> event.event().equals("pcheck.switch")));
        assertThat(saver.lastEvent("never-there", "pcheck.switch").detail()).contains("\"status\":");
        assertThat(ran).doesNotExist();
    }

    @Test
    void settingsThatOthersMayWriteDoNotHold() throws Exception {
        Path command = Files.writeString(directory.resolve("switch.sh"), "#!/bin/sh\ntouch " + ran + "\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwxr-xr-x"));
        Saver.here(directory, "SWITCH_COMMAND = " + command, "ALLOW_UNSAFE_PATHS = yes")
                .close();
        Path settings = directory.resolve("home/conf/psagent.conf");
        forAll(settings);

        saver = Saver.again(directory);
        saver.start("pfile_switch", "MONITOR_INTERVAL 1", "never-there : - : 600 : 1 : switch");

        Foreign.await()
                .until(() ->
                        saver.events().stream().anyMatch(event -> event.event().equals("pcheck.switch")));
        assertThat(saver.lastEvent("never-there", "pcheck.switch").detail()).contains("is not set");
        assertThat(ran).doesNotExist();
    }

    /** It says which pchecks come back with the server; the saved state of one says which process is whose. */
    @Test
    void whatLiesInStateIsNotTrustedWhenOthersMayWriteIt() throws Exception {
        saver = Saver.here(directory);
        start(saver.script("restart", "exit 1").toString());
        Foreign.await().until(() -> saver.row("never-there").procSts().equals("RETRY_OVER"));
        saver.close();
        forAll(directory.resolve("home/state/pchecks"));

        saver = Saver.again(directory);

        assertThat(saver.agent().getPcheckCount()).isZero();
    }
}
