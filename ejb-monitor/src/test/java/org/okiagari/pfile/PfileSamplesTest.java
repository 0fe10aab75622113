package org.okiagari.pfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PfileSamplesTest {
    private static final byte[] BOM = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    @Test
    void readsTheSampleOfTheManual() {
        Pfile pfile = Pfiles.good(Pfiles.parse(Pfiles.sample("sample-a")));

        Param param = pfile.param();
        assertThat(param.ipckeyText()).isEqualTo("0x1f000501");
        assertThat(param.msgCheckInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(param.monitorInterval()).isEqualTo(Duration.ofSeconds(10));
        assertThat(param.monitorTryCount()).isEqualTo(2);
        assertThat(param.shmDumpFile()).contains("/var/opt/HA/PS/log/pcheck_dump_cron");
        assertThat(pfile.pents())
                .containsExactly(new Pent(
                        1,
                        8,
                        "cron",
                        "/var/opt/HA/PS/conf/bin/restart_cron.sh",
                        Duration.ofSeconds(86400),
                        3,
                        RetryOverAction.CONTINUE,
                        "continue"));
        assertThat(pfile.warnings()).isEmpty();
    }

    @Test
    void readsTheSampleOfTheFieldNote() {
        Pfile pfile = Pfiles.good(Pfiles.parse(Pfiles.sample("sample-b")));

        assertThat(pfile.param())
                .isEqualTo(new Param(
                        0x1f000101L,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        2,
                        Optional.of("/var/opt/HA/PS/log/pcheck_OS_dump"),
                        Param.Detect.EVENT,
                        Duration.ofSeconds(300),
                        Optional.empty()));
        assertThat(pfile.pents())
                .extracting(Pent::id, Pent::pname, Pent::command, Pent::retry)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "/usr/lib/systemd/systemd", "-", 0),
                        org.assertj.core.groups.Tuple.tuple(2, "/usr/sbin/rsyslogd", "systemctl restart rsyslog", 3),
                        org.assertj.core.groups.Tuple.tuple(3, "/usr/sbin/crond", "systemctl restart crond", 3),
                        org.assertj.core.groups.Tuple.tuple(4, "/usr/sbin/sshd", "systemctl restart sshd", 3),
                        org.assertj.core.groups.Tuple.tuple(5, "/sbin/rpcbind", "systemctl restart rpcbind", 3));
        assertThat(pfile.pents().get(0).hasCommand()).isFalse();
        assertThat(pfile.pents().get(0).grace()).isZero();
        assertThat(pfile.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUC-JP", "Shift_JIS", "ISO-2022-JP", "windows-31j"})
    void readsTheSampleAlikeInEveryJapaneseEncoding(String encoding) {
        String sample = Pfiles.sample("sample-b");

        PfileResult result = PfileParser.parse(sample.getBytes(Charset.forName(encoding)));

        assertThat(result).isEqualTo(Pfiles.parse(sample));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r"})
    void readsTheSampleAlikeWithEveryEndOfLine(String end) {
        String sample = Pfiles.sample("sample-b");

        assertThat(Pfiles.parse(sample.replace("\n", end))).isEqualTo(Pfiles.parse(sample));
    }

    @Test
    void readsTheSampleAlikeWithAByteOrderMarkAndWithoutTheLastEndOfLine() {
        String sample = Pfiles.sample("sample-b");
        byte[] plain = sample.strip().getBytes(StandardCharsets.UTF_8);
        byte[] marked = new byte[plain.length + BOM.length];
        System.arraycopy(BOM, 0, marked, 0, BOM.length);
        System.arraycopy(plain, 0, marked, BOM.length, plain.length);

        assertThat(PfileParser.parse(marked)).isEqualTo(Pfiles.parse(sample));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "EUC-JP", "Shift_JIS", "windows-31j"})
    void aCommentMayHoldAnythingInAnyEncoding(String encoding) {
        String text = "##### PARAM ##### # 共通　パラメータ：表\n\t# 十ソ能表\\|:#=\"'\nIPCKEY=1　# 識別子：予約表\n"
                + "MONITOR_INTERVAL 7 # 監視間隔(秒) 十 \\\n##### PENT ##### # 定義\n　　# 字下げ\n"
                + "cron:-:0:0:continue # 表示=:十,\n";

        PfileResult result = PfileParser.parse(text.getBytes(Charset.forName(encoding)));

        assertThat(result.problems()).isEmpty();
        Pfile pfile = Pfiles.good(result);
        assertThat(pfile.param().monitorInterval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(pfile.pents()).extracting(Pent::actionText).containsExactly("continue");
    }

    @Test
    void aUtf8NameSurvivesACommentInAnotherEncoding() {
        byte[] head = "##### PARAM #####\nIPCKEY 1\n##### PENT #####\n監視:-:0:0:exit ".getBytes(StandardCharsets.UTF_8);
        byte[] comment = "# 表示".getBytes(Charset.forName("Shift_JIS"));
        byte[] all = java.util.Arrays.copyOf(head, head.length + comment.length);
        System.arraycopy(comment, 0, all, head.length, comment.length);

        assertThat(Pfiles.good(PfileParser.parse(all)).pents().get(0).pname()).isEqualTo("監視");
    }

    @Test
    void aNameThatIsNotUtf8GetsAWarning() {
        String text = "##### PARAM #####\nIPCKEY 1\n##### PENT #####\n監視:-:0:0:exit\n";

        PfileResult result = PfileParser.parse(text.getBytes(Charset.forName("EUC-JP")));

        assertThat(Pfiles.texts(result)).singleElement().asString().startsWith("f:4: warning: this is not UTF-8");
        assertThat(result.pfile()).isPresent();
    }
}
