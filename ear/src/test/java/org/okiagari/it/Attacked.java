package org.okiagari.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one embedded server that all attacks of {@link HttpAttacksIT} are tried on, and what they have in common. */
final class Attacked {
    static final String PCHECK = "pfile_attacked";
    static final String BEAN = "okiagari:pcheck=pfile_attacked,type=Pcheck";
    static final String JOLOKIA = "/okiagari/jolokia";
    static final String JSON = "application/json";
    static final String STOP = "{\"type\":\"exec\",\"mbean\":\"" + BEAN + "\",\"operation\":\"stop\"}";
    static final String READ = "{\"type\":\"read\",\"mbean\":\"" + BEAN + "\",\"attribute\":\"Message\"}";

    static final TestHome HOME = TestHome.create("attacks");
    private static final Daemon DAEMON = HOME.daemon("okiagari-attacked");

    private static @Nullable Attacked running;

    private final ServerSocket lure;
    private final RunningServer server;

    private Attacked(ServerSocket lure, RunningServer server) {
        this.lure = lure;
        this.server = server;
    }

    static void start() throws IOException {
        ServerSocket lure = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        DAEMON.start();
        HOME.pfile(PCHECK, 0x1f00e001, List.of("MONITOR_INTERVAL 2"), DAEMON.pent(600, 5, "continue"));
        running = new Attacked(lure, RunningServer.start(RunningServer.Kind.PAYARA_MICRO, HOME));
    }

    static void end() throws IOException {
        if (running != null) {
            running.server.close();
            running.lure.close();
        }
        Daemons.killAllBelow(HOME.path());
    }

    static RunningServer server() {
        return here().server;
    }

    static long pid() {
        return here().server.pid();
    }

    /** Kills the daemon, waits until it was restarted, and returns its new pid. */
    static long restartDaemon() {
        long before = DAEMON.pid();
        DAEMON.kill(before);
        long after = DAEMON.pidAfter(before);
        String pent = Beans.pent(PCHECK, DAEMON, 1);
        Wait.until(() -> assertThat(LocalSocket.read(HOME, pent, "ProcSts").getAsString())
                .isEqualTo("AVAIL"));
        return after;
    }

    static int port() {
        return here().server.port();
    }

    /** Whoever is talked into connecting somewhere connects to this. */
    static ServerSocket lure() {
        return here().lure;
    }

    static void assertNothingIsShared(RawHttp.Answer answer) {
        assertThat(answer.headers())
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    /** Jolokia tells a refusal by 200 and a status in the JSON. */
    static void assertRefused(RawHttp.Answer answer) {
        if (answer.status() == 200) {
            JsonObject json = json(answer);
            assertThat(json.get("status").getAsInt()).as(answer.body()).isNotEqualTo(200);
            assertThat(json.has("value")).as(answer.body()).isFalse();
        } else {
            assertThat(answer.status()).as(answer.body()).isIn(400, 403, 405);
        }
    }

    static JsonObject json(RawHttp.Answer answer) {
        String body = answer.body();
        return JsonParser.parseString(body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1))
                .getAsJsonObject();
    }

    private static Attacked here() {
        if (running == null) {
            throw new IllegalStateException("no server was started");
        }
        return running;
    }
}
