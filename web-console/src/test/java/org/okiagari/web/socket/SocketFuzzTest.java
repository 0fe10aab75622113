package org.okiagari.web.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import org.jolokia.json.parser.JSONParser;
import org.jolokia.json.parser.ParseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.okiagari.api.Caller;
import org.okiagari.api.users.Role;
import org.okiagari.web.StubMonitor;
import org.okiagari.web.jolokia.JsonDoor;
import org.okiagari.web.jolokia.Rights;

/** Whatever lines come through the local socket: one line of JSON each, and a viewer's rights steer nothing. */
class SocketFuzzTest {
    private static final int MOST = 4_096;
    private static final Rights VIEWER = new Rights(Role.VIEWER, false, "");

    @SuppressWarnings("NullAway.Init")
    private static StubMonitor monitor;

    @SuppressWarnings("NullAway.Init")
    private static JsonDoor door;

    @BeforeAll
    static void open() throws Exception {
        monitor = new StubMonitor(ManagementFactory.getPlatformMBeanServer());
        door = new JsonDoor();
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
        monitor.close();
    }

    @FuzzTest
    @DictionaryEntries({
        "{\\\"type\\\":\\\"read\\\",\\\"mbean\\\":\\\"okiagari:type=Agent\\\",\\\"attribute\\\":\\\"AllPents\\\"}\\x0a",
        "{\\\"type\\\":\\\"exec\\\",\\\"mbean\\\":\\\"okiagari:pcheck=pfile_1,type=Pcheck\\\",\\\"operation\\\":\\\"reload\\\"}\\x0a",
        "{\\\"type\\\":\\\"exec\\\",\\\"mbean\\\":\\\"okiagari:type=Agent\\\",\\\"operation\\\":\\\"events(long,int)\\\",\\\"arguments\\\":[0,9]}\\x0a",
        "{\\\"type\\\":\\\"list\\\",\\\"path\\\":\\\"okiagari\\\"}\\x0a",
        "{\\\"type\\\":\\\"search\\\",\\\"mbean\\\":\\\"*:*\\\"}\\x0a",
        "{\\\"type\\\":\\\"version\\\",\\\"client\\\":\\\"padmin\\\",\\\"clientPid\\\":1}\\x0a",
        "\\\"config\\\":{\\\"maxDepth\\\":\\\"1\\\",\\\"ignoreErrors\\\":\\\"true\\\"}",
        "[{},{}]",
        "\\\"attribute\\\":[\\\"Pid\\\",\\\"Home\\\"]",
        "\\\"path\\\":\\\"a/b\\\"",
        "okiagari:*",
        "\\\\u0000"
    })
    void everyLineHasOneAnswer(byte[] bytes) throws Exception {
        LineReader lines = new LineReader(new ByteArrayInputStream(bytes), MOST);
        try {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                assertThat(line.get().length()).isLessThanOrEqualTo(MOST);
                answer(line.get());
            }
        } catch (LineReader.TooLong e) {
            assertThat(bytes.length).isGreaterThan(MOST);
        }
        assertThat(monitor.calls)
                .noneMatch(call -> call.matches(".*\\.(start|stop|reload|shutdown|dump|recoveryTest|attach|check)"));
        monitor.calls.clear();
    }

    private static void answer(String line) throws IOException, ParseException {
        String answer =
                JsonDoor.text(door.answer(line, VIEWER, pid -> new Caller(Caller.Door.LOCAL, "x", "local", pid)));
        assertThat(answer).doesNotContain("\n").doesNotContain("\r");
        new JSONParser().parse(answer);
    }
}
