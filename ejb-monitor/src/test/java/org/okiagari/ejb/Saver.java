package org.okiagari.ejb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.EventRow;
import org.okiagari.api.Home;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.PcheckMXBean;
import org.okiagari.api.PcheckRow;
import org.okiagari.api.PentRow;
import org.okiagari.check.Checks;
import org.okiagari.check.OkiagariCheck;
import org.okiagari.linux.FailingOs;
import org.okiagari.linux.OsLayer;

/**
 * The whole product without an app server, in this JVM or in one of its own, with a home of its own: asked through its beans
 * alone.
 */
final class Saver implements AutoCloseable {
    private static final String LOCKS = "okiagari.locks";
    /**
     * JVMs in pid namespaces of their own have the same pids, and lock the same file in /tmp: the second of them would begin
     * with a warning on its standard output.
     */
    static final String NO_SHARED_FILE = "-XX:-UsePerfData";

    private static final Duration BUSY = Duration.ofSeconds(5);

    private final Home home;
    private final MBeanServerConnection beans;
    private final AutoCloseable end;
    private final HandTimersMXBean timers;
    private int keys = 0x1f00b000;

    private Saver(Home home, MBeanServerConnection beans, AutoCloseable end) {
        this.home = home;
        this.beans = beans;
        this.timers = HandTimers.of(beans);
        this.end = end;
    }

    /** Starts it in this JVM; it ticks by its own timers and, besides, when {@link #tick} says so. */
    static Saver here(Path directory, String... settings) {
        home(directory, settings);
        return again(directory);
    }

    /** Starts it in this JVM with a home as it is. */
    static Saver again(Path directory) {
        return again(directory, OsLayer::open);
    }

    /** Starts it in this JVM over another kernel. */
    static Saver over(FailingOs kernel, Path directory) {
        home(directory);
        return again(directory, anywhere -> kernel.layer());
    }

    private static Saver again(Path directory, Function<Path, OsLayer> linux) {
        System.setProperty(LOCKS, directory.resolve("locks").toString());
        Home home = new Home(directory.resolve("home"));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        HandTimers timers = HandTimers.start(home, server, linux);
        return new Saver(home, server, () -> {
            timers.close();
            System.clearProperty(LOCKS);
        });
    }

    /**
     * Starts it in a JVM of its own.
     *
     * @param prefix the command that starts the JVM, for example in a namespace; may be empty
     */
    @SuppressWarnings("BanJNDI") // the address comes from the JVM that we started
    static Saver inItsOwnJvm(List<String> prefix, Path directory, String... settings) throws IOException {
        Home home = home(directory, settings);
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                NO_SHARED_FILE,
                "-D" + LOCKS + "=" + directory.resolve("locks"),
                "-cp",
                System.getProperty("java.class.path"),
                HandTimers.class.getName(),
                home.path().toString()));
        Process jvm = new ProcessBuilder(command)
                .redirectError(directory.resolve("monitor.log").toFile())
                .start();
        BufferedReader output = jvm.inputReader();
        List<String> said = new ArrayList<>();
        String address = output.readLine();
        while (address != null && !address.startsWith("service:jmx:")) {
            said.add(address);
            address = output.readLine();
        }
        if (address == null) {
            throw new IllegalStateException(
                    "The JVM did not start: " + said + Files.readString(directory.resolve("monitor.log")));
        }
        JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
        return new Saver(home, connector.getMBeanServerConnection(), () -> {
            jvm.getOutputStream().close();
            if (!jvm.waitFor(20, TimeUnit.SECONDS)) {
                jvm.destroyForcibly();
            }
        });
    }

    private static Home home(Path directory, String... settings) {
        try {
            Home home = new Home(directory.resolve("home"));
            Checks.of(home.path());
            Files.createDirectories(home.bin());
            Files.writeString(home.settings(), "SYSLOG = off\nPFILES = none_*\n" + String.join("\n", settings) + "\n");
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where the journal and the output of scripts are. */
    Path log() {
        return home.log();
    }

    /** Writes an executable file into {@code conf/bin}; its runs are told to the oracle, unless it becomes another program. */
    Path script(String name, String... lines) {
        String plain = String.join("\n", lines) + "\n";
        String text = plain.matches("(?s)(.*\\n)?exec .*") ? "#!/bin/sh\n" + plain : check().recordingScript(lines);
        try {
            Path script = Files.writeString(home.bin().resolve(name), text);
            return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-x---"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the PENT line of a sleeper that is started again, nine times in ten minutes. */
    String pent(Path sleeper) {
        Path restart = script("restart", "setsid -f $1 1000000 </dev/null >/dev/null 2>&1");
        return sleeper + " : " + restart + " " + sleeper + " : 600 : 9 : continue";
    }

    /** Writes a pfile and starts its pcheck; {@code param} = PARAM lines parted by {@code ;}. */
    void start(String pcheck, String param, String... pents) {
        Path pfile = home.bin().resolve(pcheck);
        String text = "##### PARAM #####\nIPCKEY " + keys++ + "\n" + param.replace(";", "\n") + "\n##### PENT #####\n"
                + String.join("\n", pents) + "\n";
        try {
            Files.writeString(pfile, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        agent().start(pfile.toString());
    }

    /** Does one check of a pcheck, and returns when it is done. */
    void tick(String pcheck) {
        timers.tick(pcheck);
    }

    /** Returns how many checks of a pcheck were done. */
    long ticks(String pcheck) {
        return timers.ticks(pcheck);
    }

    /** Returns the oracle that ends each test of this home, to state facts. */
    OkiagariCheck check() {
        return Checks.of(home.path());
    }

    AgentMXBean agent() {
        return JMX.newMXBeanProxy(beans, ObjectNames.AGENT, AgentMXBean.class);
    }

    PcheckMXBean pcheck(String name) {
        return JMX.newMXBeanProxy(beans, ObjectNames.pcheck(name), PcheckMXBean.class);
    }

    /** Returns the row of a PENT of any pcheck. */
    PentRow row(Object pname) {
        return Arrays.stream(agent().getAllPents())
                .filter(row -> row.pname().equals(pname.toString()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no PENT " + pname));
    }

    /** Tells whether a PENT is AVAIL. */
    boolean isUp(Object pname) {
        return row(pname).procSts().equals("AVAIL");
    }

    /** Tells whether a PENT is AVAIL with another process than this one. */
    boolean isUpAgain(Object pname, long oldPid) {
        PentRow row = row(pname);
        return row.procSts().equals("AVAIL") && row.pid() != oldPid;
    }

    /** Returns all events so far, oldest first: those before a dump that is made for this, and so is known to be written. */
    List<EventRow> events() {
        long before = written().stream().mapToLong(EventRow::seq).max().orElse(0);
        pcheck(agent().getPchecks()[0].name()).dump();
        List<EventRow> events = new ArrayList<>();
        Foreign.await().until(() -> {
            events.clear();
            events.addAll(written());
            return events.stream().anyMatch(e -> e.seq() > before && e.event().equals("pcheck.dump"));
        });
        return events;
    }

    private List<EventRow> written() {
        List<EventRow> all = new ArrayList<>();
        List<EventRow> next = List.of(agent().events(0, 10_000));
        while (!next.isEmpty()) {
            all.addAll(next);
            next = List.of(agent().events(all.get(all.size() - 1).seq(), 10_000));
        }
        return all;
    }

    /** Returns the story of one PENT, a word and a pid an event: {@code up 17}, {@code down 17}, {@code restart 17}. */
    List<String> story(Object pname) {
        return events().stream()
                .filter(event -> event.pent().equals(pname.toString()))
                .map(event -> event.event().replace("pent.", "") + " " + event.pid())
                .toList();
    }

    /** Returns the last event of one kind of a PENT. */
    EventRow lastEvent(Object pname, String kind) {
        return events().stream()
                .filter(event ->
                        event.pent().equals(pname.toString()) && event.event().equals(kind))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new IllegalStateException("no " + kind + " of " + pname));
    }

    /** A tick that waits for something waits longer than a busy machine makes it. */
    private void tellLongestTick() {
        try {
            for (PcheckRow pcheck : agent().getPchecks()) {
                Duration interval = Duration.ofSeconds(pcheck(pcheck.name()).getMonitorInterval());
                check().longestTick(
                                "the agent",
                                Duration.of(agent().getTickLengthMaxMicros(), ChronoUnit.MICROS),
                                interval.plus(BUSY));
            }
        } catch (UndeclaredThrowableException e) {
            // The JVM was killed by its test.
        }
    }

    @Override
    public void close() throws Exception {
        tellLongestTick();
        end.close();
    }
}
