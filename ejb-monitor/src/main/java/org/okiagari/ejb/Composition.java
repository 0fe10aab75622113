package org.okiagari.ejb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Home;
import org.okiagari.api.ObjectNames;
import org.okiagari.api.files.SafeFiles;
import org.okiagari.api.settings.LogLevel;
import org.okiagari.api.settings.Settings;
import org.okiagari.api.settings.SyslogTarget;
import org.okiagari.jmx.AgentBean;
import org.okiagari.jmx.AgentFacts;
import org.okiagari.jmx.BeanRegistrar;
import org.okiagari.jmx.Descriptors;
import org.okiagari.jmx.Figures;
import org.okiagari.journal.FileDumpWriter;
import org.okiagari.journal.FileTail;
import org.okiagari.journal.Journal;
import org.okiagari.journal.JournalLogHandler;
import org.okiagari.journal.JournalSettings;
import org.okiagari.journal.QueuedSink;
import org.okiagari.journal.SyslogSink;
import org.okiagari.linux.FilePfileSource;
import org.okiagari.linux.HealthFiles;
import org.okiagari.linux.HomeLock;
import org.okiagari.linux.LockFileClaims;
import org.okiagari.linux.OsLayer;
import org.okiagari.linux.PcheckListFile;
import org.okiagari.linux.ScriptGate;
import org.okiagari.linux.StateLogFiles;
import org.okiagari.pcheck.Environment;
import org.okiagari.pcheck.EventSink;
import org.okiagari.pcheck.HealthBoard;
import org.okiagari.pcheck.Measurements;
import org.okiagari.pcheck.MonitorThread;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.Pchecks;
import org.okiagari.pcheck.RecordedEvent;
import org.okiagari.pcheck.SyslogSender;

/** Puts everything together, and takes it apart again: the only place that makes adapters. */
final class Composition implements AutoCloseable {
    /** System property; {@code none} = no pfile starts with the server. */
    static final String PFILES = "okiagari.pfiles";

    private static final Logger LOGGER = Logger.getLogger(Composition.class.getName());
    private static final long MOST_CA_BYTES = 1 << 20;
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private final Home home;
    private final Optional<String> homeProblem;
    private final SettingsFiles conf;
    private final long mypid = ProcessHandle.current().pid();
    /** What was opened, last first: closed in this order. */
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    private final WorkScheduler scheduler;
    private final OsLayer os;
    private final Journal journal;
    private final Measurements measurements = new Measurements();
    private final StateLogFiles states;
    private final Pchecks pchecks;
    private final Ticks ticks;
    private final TickWatchdog watchdog;
    private final DescriptorCount descriptors;
    private final HealthBoard health;
    private IntConsumer syslogRoom = lines -> {};
    private IntSupplier syslogBacklog = () -> 0;
    private LongSupplier syslogDrops = () -> 0;
    private volatile @Nullable BeanRegistrar beans;

    /**
     * Starts everything but pchecks.
     *
     * @throws IllegalStateException if another Okiagari runs in this JVM or in this home; then nothing of ours is left
     */
    Composition(Home home, MBeanServer server, TickTimers timers) {
        this(home, server, timers, OsLayer::open);
    }

    /** The same on a way into Linux that is chosen by {@code linux}, which is told where native code may be unpacked. */
    Composition(Home home, MBeanServer server, TickTimers timers, Function<Path, OsLayer> linux) {
        refuseSecond(server);
        this.home = home;
        this.homeProblem = HomeDirectories.make(home);
        if (homeProblem.isPresent()) {
            LOGGER.severe(homeProblem.get());
        }
        if (homeProblem.isEmpty()) {
            open(HomeLock.take(home.path(), home.run()));
        }
        boolean isDone = false;
        try {
            this.conf = homeProblem.isPresent() ? SettingsFiles.none() : SettingsFiles.read(home.conf());
            this.scheduler = open(new WorkScheduler());
            this.os = open(linux.apply(home.run().resolve("native")));
            QueuedSink notifications = open(new QueuedSink("okiagari-notifications", sinkSize(), this::notifyBeans));
            this.journal = open(new Journal(journalSettings(), os.clock(), sinks(notifications)));
            openLog();
            this.states =
                    open(new StateLogFiles(home.path(), LockFileClaims.sharedDirectory(), conf.files(), os.clock()));
            this.pchecks = new Pchecks(environment());
            this.descriptors = new DescriptorCount(os.clock(), this::descriptors);
            BeanRegistrar registrar = open(registrar(server, notifications));
            this.beans = registrar;
            this.health = open(new HealthBoard(new HealthFiles(home.run()), os.clock()));
            open(pchecks::close);
            this.ticks = new Ticks(os.clock());
            this.watchdog = new TickWatchdog(timers, os.clock(), scheduler, ticks);
            pchecks.addListener(new JournalRoom(pchecks, this::makeRoom));
            pchecks.addListener(registrar);
            pchecks.addListener(watchdog);
            pchecks.addListener(health);
            isDone = true;
        } finally {
            if (!isDone) {
                close();
            }
        }
    }

    /** Starts the pchecks that start with the server: those of PFILES, then those that a command added. */
    void startPchecks() {
        if ("none".equals(System.getProperty(PFILES))) {
            LOGGER.info("No pfile is applied, as -D" + PFILES + "=none says");
            health.sweep();
            return;
        }
        if (homeProblem.isPresent()) {
            return;
        }
        PfileGlobs.find(home.conf(), settings().pfiles()).forEach(this::startOrSay);
        pchecks.startKept();
        health.sweep();
        LOGGER.info("Okiagari " + Version.read() + " monitors: "
                + pchecks.running().size() + " pchecks, home " + home.path() + ", Linux through " + os.providerName());
    }

    /** Does one check; never throws. */
    void tick(String pcheck) {
        ticks.tick(pcheck, () -> pchecks.byName(pcheck).ifPresent(Pcheck::tick));
    }

    /** Looks after the timers; never throws. */
    void watch() {
        MonitorThread.counted(() -> {
            watchdog.pass();
            descriptors.refresh();
        });
    }

    /** Ends all in order: pchecks, beans, journal, threads. */
    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable last = opened.pop();
            try {
                last.close();
            } catch (Exception e) {
                LOGGER.log(Level.WARNING, "Something could not be closed; the rest is", e);
            }
        }
    }

    /** Two in one JVM would write one journal and save everything twice; nothing is opened before this is known. */
    private static void refuseSecond(MBeanServer server) {
        if (server.isRegistered(ObjectNames.AGENT)) {
            throw new IllegalStateException("Another Okiagari runs in this server already: undeploy one of them");
        }
    }

    /** One bad pfile holds back no other. */
    private void startOrSay(Path pfile) {
        try {
            pchecks.startOrSay(pfile);
        } catch (RuntimeException e) {
            LOGGER.log(Level.SEVERE, "Internal error: " + pfile + " is not started; the others are", e);
        }
    }

    private Environment environment() {
        SafeFiles files = conf.files();
        return new Environment(
                os.clock(),
                os.table(),
                os.scripts(
                        conf.environment().variables(),
                        conf.environment().umask(),
                        ScriptGate.of(files, LOGGER::warning)),
                journal,
                new FilePfileSource(files),
                new LockFileClaims(LockFileClaims.sharedDirectory(), home.path()),
                scheduler,
                new FileDumpWriter(journal, os.clock()),
                new PcheckListFile(home.path(), files),
                states,
                measurements,
                home.path(),
                mypid,
                settings().switchCommand(),
                settings().restartParallel());
    }

    private BeanRegistrar registrar(MBeanServer server, QueuedSink notifications) {
        AgentFacts facts = new AgentFacts(
                Version.read(),
                mypid,
                OffsetDateTime.ofInstant(os.clock().now().wall(), ZoneId.systemDefault()),
                home.path(),
                home.bin(),
                os.providerName().equals("JNR"));
        AgentBean agent = new AgentBean(
                facts,
                pchecks,
                journal,
                journal,
                new Figures(
                        measurements,
                        os.table()::cost,
                        descriptors::last,
                        MonitorThread::cpuNanos,
                        new Figures.Backlog(states::behind, syslogBacklog, syslogDrops)));
        return new BeanRegistrar(
                server, agent, new FileTail(), journal, atMost -> journal.flush(atMost) && notifications.flush(atMost));
    }

    private Descriptors descriptors() {
        OsLayer.Descriptors now = os.descriptors();
        return new Descriptors(now.open(), now.limit() == Integer.MAX_VALUE ? -1 : now.limit(), now.byEvent());
    }

    private void notifyBeans(RecordedEvent event) {
        BeanRegistrar registrar = beans;
        if (registrar != null) {
            registrar.accept(event);
        }
    }

    private List<EventSink> sinks(QueuedSink notifications) {
        List<EventSink> sinks = new ArrayList<>(List.of(notifications));
        syslog().ifPresent(sender -> {
            SyslogSink sink = open(new SyslogSink(sender, home.state(), queueSize(), mypid, os.clock()));
            syslogRoom = sink::setExtraRoom;
            syslogBacklog = sink::backlog;
            syslogDrops = sink::drops;
            sinks.add(sink);
        });
        return sinks;
    }

    private void makeRoom(int events) {
        journal.setExtraRoom(events);
        syslogRoom.accept(events);
    }

    private Optional<SyslogSender> syslog() {
        SyslogTarget target = settings().syslog();
        try {
            return switch (target.kind()) {
                case OFF -> Optional.empty();
                case SOCKET -> Optional.of(os.syslog(Path.of(target.address())));
                case UDP -> Optional.of(os.syslog(target.address(), target.port(), hostName()));
                case TLS ->
                    Optional.of(os.syslogByTls(target.address(), target.port(), hostName(), syslogAuthorities()));
            };
        } catch (IllegalStateException e) {
            conf.warnings().add(e.getMessage() + "; lines go to log/okiagari.log alone");
            return Optional.empty();
        }
    }

    /** Choice (ADR 0119): a file of a fixed name, since the contract has no setting for it. */
    private Optional<byte[]> syslogAuthorities() {
        SafeFiles.Reading reading = conf.files().read(home.conf().resolve("tls/syslog-ca.pem"), MOST_CA_BYTES);
        if (reading instanceof SafeFiles.Reading.Content content) {
            return Optional.of(content.bytes());
        }
        SafeFiles.Reading.Unusable unusable = (SafeFiles.Reading.Unusable) reading;
        if (unusable.isMissing()) {
            return Optional.empty();
        }
        throw new IllegalStateException(unusable.why());
    }

    private JournalSettings journalSettings() {
        return new JournalSettings(
                home.log(),
                home.state(),
                queueSize(),
                settings().eventsKeep().files(),
                settings().eventsKeep().bytesPerFile(),
                hostName(),
                mypid);
    }

    /** Without a home nothing more is said than the one sentence about it. */
    private void openLog() {
        if (homeProblem.isEmpty()) {
            open(JournalLogHandler.open(journal, level(settings().logLevel()))::close);
        }
        for (String warning : conf.warnings()) {
            LOGGER.warning(warning);
        }
    }

    private Settings settings() {
        return conf.settings();
    }

    private int queueSize() {
        return settings().eventQueueSize();
    }

    /** A listener may be slower than the journal: ten thousand PENTs that come up at once must not be lost on the way. */
    private int sinkSize() {
        return 8 * queueSize();
    }

    private <T extends AutoCloseable> T open(T closeable) {
        opened.push(closeable);
        return closeable;
    }

    private static Level level(LogLevel level) {
        return switch (level) {
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARN -> Level.WARNING;
            case ERROR -> Level.SEVERE;
        };
    }

    /** The kernel's own answer: no look-up that could wait for a name server. */
    private static String hostName() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
