package org.okiagari.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the kernel of this machine tells, by which news are found (ADR 0092). */
class JnrProcReaderIT {
    private final JnrProcReader reader =
            new JnrProcReader(JnrOs.load(Path.of("target", "native").toAbsolutePath()));
    private final Children children = new Children();

    @AfterEach
    void end() {
        children.close();
        reader.close();
    }

    private List<Long> listed() throws CannotLook {
        List<Long> pids = new ArrayList<>();
        reader.list((pid, inode) -> pids.add(pid));
        return pids;
    }

    @Test
    void listsFromAPidOn() throws Exception {
        List<Long> below = listed();
        long last = children.start("sleep", "600").pid();
        long above = children.start("sleep", "600").pid();
        List<Long> found = new ArrayList<>();

        assertThat(reader.listAbove(last, (pid, inode) -> found.add(pid))).isTrue();

        assertThat(below).contains(ProcessHandle.current().pid()).isSorted();
        // Where pids begin anew in this very moment the second one is below the first.
        assertThat(found.contains(above) || above < last).isTrue();
        assertThat(found).isSorted().doesNotContain(last).allMatch(pid -> pid > last);
    }

    @Test
    void tellsHowFarPidsAre() throws Exception {
        PidCursor pids = new PidCursor(reader);
        PidCursor.Mark before = pids.now();
        long pid = children.start("true").pid();

        PidCursor.Mark after = pids.now();

        assertThat(before.last()).isPositive();
        assertThat(after.forks()).isGreaterThan(before.forks());
        assertThat(after.isAfter(before)).isEqualTo(after.last() >= before.last());
        assertThat(after.last() >= pid || after.last() < before.last()).isTrue();
    }

    @Test
    void aProcessThatEndsWhileItsThreadsAreListedHasNone() throws Exception {
        FailingOs os = new FailingOs();
        try (JnrProcReader failing = new JnrProcReader(os)) {
            for (int gone : new int[] {Errno.ENOENT, Errno.ESRCH}) {
                os.fail((call, number) -> call == Sys.GETDENTS64 ? gone : 0);
                assertThat(failing.threads(ProcessHandle.current().pid())).isEmpty();
                assertThatThrownBy(() -> failing.list((pid, inode) -> {}))
                        .as("nor is the host empty where /proc is away")
                        .isInstanceOf(CannotLook.class);
            }
            os.fail((call, number) -> call == Sys.GETDENTS64 ? Errno.ENOMEM : 0);
            assertThatThrownBy(() -> failing.threads(ProcessHandle.current().pid()))
                    .isInstanceOf(CannotLook.class);
        }
    }
}
