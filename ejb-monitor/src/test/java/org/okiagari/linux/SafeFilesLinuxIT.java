package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.okiagari.api.files.FileStatus;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.files.ServerUser;
import org.okiagari.check.Needs;
import org.okiagari.pfile.Pfile;
import org.okiagari.pfile.PfileParser;

/** Needs root: files of other owners are made. */
class SafeFilesLinuxIT {
    private static final ServerUser ROOT = new ServerUser(0, 0);
    private static final ServerUser ALICE = new ServerUser(1000, 1000);

    @TempDir
    Path temp;

    private Path above;
    private Path conf;
    private Path file;

    @BeforeEach
    void makeFiles() throws IOException {
        Needs.root();
        above = Files.createDirectory(temp.resolve("above"));
        conf = Files.createDirectory(above.resolve("conf"));
        file = Files.writeString(conf.resolve("pfile"), "text");
        for (Path path : List.of(temp, above, conf)) {
            set(path, 0, 0, 0755);
        }
        set(file, 0, 0, 0644);
    }

    private static void set(Path path, int uid, int gid, int mode) throws IOException {
        Files.setAttribute(path, "unix:uid", uid);
        Files.setAttribute(path, "unix:gid", gid);
        Files.setAttribute(path, "unix:mode", mode);
    }

    /** Owner, group and mode of the directory above, of its directory conf, and of the file in it. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                // as whom      | above        | conf         | file         | the reason, none = safe
                "root: all root's | root | 0,0,755 | 0,0,755 | 0,0,644 | ''",
                "root: a file of somebody | root | 0,0,755 | 0,0,755 | 1000,0,600 | pfile is owned by uid 1000",
                "root: a file for all to write | root | 0,0,755 | 0,0,755 | 0,0,666 | pfile is writable by others (mode 0666)",
                "root: a file for a group to write | root | 0,0,755 | 0,0,755 | 0,50,664 | pfile is writable by group 50 (mode 0664)",
                "root: a file for root's group to write | root | 0,0,755 | 0,0,755 | 0,0,664 | ''",
                "root: a directory of somebody | root | 0,0,755 | 1000,0,755 | 0,0,644 | pfile, is owned by uid 1000",
                "root: a directory for all to write | root | 0,0,755 | 0,0,777 | 0,0,644 | is writable by others (mode 0777)",
                "root: a directory for a group to write | root | 0,0,755 | 0,50,775 | 0,0,644 | is writable by group 50",
                "root: a directory further above of somebody | root | 1000,0,755 | 0,0,755 | 0,0,644 | is owned by uid 1000",
                "root: a directory further above for all | root | 0,0,757 | 0,0,755 | 0,0,644 | is writable by others",
                "root: a sticky directory over root's entry | root | 0,0,1777 | 0,0,755 | 0,0,644 | ''",
                "root: a sticky directory over a file of root | root | 0,0,755 | 0,50,1777 | 0,0,644 | ''",
                "root: a sticky directory over somebody's file | root | 0,0,755 | 0,0,1777 | 1000,0,644 | pfile is owned by uid 1000",
                "root: a sticky directory of somebody | root | 0,0,755 | 1000,0,1777 | 0,0,644 | is owned by uid 1000",
                "root: stickiness does not help a file | root | 0,0,755 | 0,0,755 | 0,0,1646 | pfile is writable by others",
                "alice: her own | alice | 0,0,755 | 1000,1000,775 | 1000,1000,664 | ''",
                "alice: root's | alice | 0,0,755 | 0,0,755 | 0,0,644 | ''",
                "alice: a file of bob | alice | 0,0,755 | 1000,1000,755 | 1001,1000,644 | root or the server's user (uid 1000)",
                "alice: a file for another group of hers | alice | 0,0,755 | 1000,1000,755 | 1000,100,664 | writable by group 100",
                "alice: a file for root's group | alice | 0,0,755 | 1000,1000,755 | 1000,0,664 | ''",
                "alice: a sticky directory over her entry | alice | 0,0,1777 | 1000,1000,755 | 1000,1000,644 | ''",
                "alice: a sticky directory over bob's entry | alice | 0,0,1777 | 1001,1000,755 | 1000,1000,644 | is owned by uid 1001",
            })
    void decidesByOwnersAndModes(String name, String who, String above, String conf, String file, String reason)
            throws IOException {
        apply(this.above, above);
        apply(this.conf, conf);
        apply(this.file, file);
        SafeFiles strict = new SafeFiles(who.equals("root") ? ROOT : ALICE, false);

        SafeFiles.Reading reading = strict.read(this.file, 100);

        if (reason.isEmpty()) {
            assertThat(reading).isInstanceOf(SafeFiles.Reading.Content.class);
            assertThat(strict.whyUnsafe(this.file)).isEmpty();
        } else {
            String why = ((SafeFiles.Reading.Unusable) reading).why();
            assertThat(why)
                    .startsWith("unsafe: /")
                    .contains(reason)
                    .endsWith("set ALLOW_UNSAFE_PATHS = yes in psagent.conf");
            assertThat(strict.whyUnsafe(this.file)).contains(why);
        }
    }

    private static void apply(Path path, String owners) throws IOException {
        String[] parts = owners.split(",");
        set(path, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2], 8));
    }

    @Test
    void whatIsUnsafeIsReadWithAWarningWhereThatIsAllowed() throws IOException {
        set(file, 0, 0, 0666);

        SafeFiles.Reading reading = new SafeFiles(ROOT, true).read(file, 100);

        SafeFiles.Reading.Content content = (SafeFiles.Reading.Content) reading;
        assertThat(content.bytes()).asString().isEqualTo("text");
        assertThat(content.warning()).contains("writable by others");
    }

    @Test
    void anUnsafeScriptIsSaidOnceWhereItIsRunAllTheSame() throws IOException {
        set(file, 0, 0, 0777);
        List<String> said = new ArrayList<>();
        ScriptGate gate = ScriptGate.of(new SafeFiles(ROOT, true), said::add);

        assertThat(gate.refusal(file)).isEmpty();
        assertThat(gate.refusal(file)).isEmpty();

        assertThat(said)
                .singleElement()
                .asString()
                .contains(file.toString(), "writable by others (mode 0777)", "used all the same")
                .doesNotContain("or set");
        assertThat(ScriptGate.of(new SafeFiles(ROOT, false), said::add).refusal(file))
                .isPresent();
        assertThat(said).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "SCRIPT, 1",
        "SCRIPT a b, 1",
        "sh SCRIPT, 1",
        "sh -c 'SCRIPT', 0",
        "-, 0",
        "no-such-command, 0",
        "/no/such, 0"
    })
    void aPfileIsReadWithRemarksOnItsScripts(String command, int remarks) throws IOException {
        Path script = Files.writeString(conf.resolve("restart.sh"), "#!/bin/sh\n");
        set(script, 0, 0, 0777);
        String text = "##### PARAM #####\nIPCKEY 1\n##### PENT #####\n"
                + "a:" + command.replace("SCRIPT", script.toString()) + ":600:3:continue\n"
                + "b:" + command.replace("SCRIPT", script.toString()) + ":600:3:continue\n";
        Pfile pfile =
                PfileParser.parse(text.getBytes(StandardCharsets.UTF_8)).pfile().orElseThrow();

        List<String> said = new FilePfileSource(new SafeFiles(ROOT, false)).remarks(pfile);

        assertThat(said).hasSize(remarks).allMatch(remark -> remark.contains(script + " is writable by others"));
        assertThat(said).allMatch(remark -> remark.endsWith("it will not be run"));
    }

    @Test
    void aStickyDirectoryByItselfIsNotSafeToPutFilesInto() throws IOException {
        set(conf, 0, 0, 01777);

        assertThat(new SafeFiles(ROOT, false).whyUnsafe(conf)).isPresent();
    }

    @Test
    void aLinkIsJudgedByWhereItLeads() throws IOException {
        Path link = Files.createSymbolicLink(above.resolve("link"), file);
        SafeFiles strict = new SafeFiles(ROOT, false);
        assertThat(((SafeFiles.Reading.Content) strict.read(link, 100)).realPath())
                .isEqualTo(file.toRealPath());

        set(conf, 0, 0, 0777);

        assertThat(strict.whyUnsafe(link)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"fifo, a FIFO", "directory, a directory", "/dev/zero, a device"})
    void whatIsNoRegularFileIsRefusedAtOnce(String what, String kind) throws Exception {
        Path path = above.resolve(what);
        if (what.equals("fifo")) {
            assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor())
                    .isZero();
        } else if (what.equals("directory")) {
            Files.createDirectory(path);
        }

        assertThat(new SafeFiles(ROOT, true).read(path, 100))
                .isEqualTo(new SafeFiles.Reading.Unusable(path.toRealPath() + " is " + kind + ", not a file", false));
    }

    @Test
    void aMissingFileIsSaidToBeMissing() {
        assertThat(new SafeFiles(ROOT, false).read(above.resolve("no\nne"), 100))
                .isEqualTo(new SafeFiles.Reading.Unusable(above + "/no\\x0ane does not exist", true));
    }

    @Test
    void aCircleOfLinksIsOneClearSentence() throws IOException {
        Path link = Files.createSymbolicLink(above.resolve("a"), above.resolve("b"));
        Files.createSymbolicLink(above.resolve("b"), link);

        assertThat(((SafeFiles.Reading.Unusable) new SafeFiles(ROOT, false).read(link, 100)).why())
                .startsWith(link + " cannot be read: ")
                .contains("symbolic links");
    }

    @Test
    void aFileLongerThanAllowedIsRefusedWithoutReadingIt() throws IOException {
        try (var sparse = new java.io.RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(100L << 20);
        }
        long start = System.nanoTime();

        SafeFiles.Reading reading = new SafeFiles(ROOT, false).read(file, 64L << 20);

        assertThat(reading).isEqualTo(new SafeFiles.Reading.Unusable(file + " is longer than 67108864 bytes", false));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void knowsAsWhomItRuns() throws IOException {
        Path mine = Files.createFile(
                temp.resolve("mine"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        FileStatus status = FileStatus.of(mine);

        assertThat(ServerUser.ofThisProcess()).isEqualTo(new ServerUser(status.uid(), status.gid()));
    }
}
