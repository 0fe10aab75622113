package org.okiagari.jmx;

import java.nio.file.Path;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.AgentMXBean;
import org.okiagari.api.Caller;
import org.okiagari.api.EventRow;
import org.okiagari.api.PcheckRow;
import org.okiagari.api.PentRow;
import org.okiagari.api.text.Escaper;
import org.okiagari.pcheck.EventLog;
import org.okiagari.pcheck.EventReader;
import org.okiagari.pcheck.Pcheck;
import org.okiagari.pcheck.PcheckSnapshot;
import org.okiagari.pcheck.Pchecks;

/** The server as a whole: a view on the newest snapshots of all pchecks. */
public final class AgentBean extends MeasuredBean implements AgentMXBean {
    static final String EVENT = "event";
    static final String POLL = "poll";
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");
    private static final int MAX_EVENTS = 10_000;
    private static final long MAX_WAIT_MILLIS = 60_000;

    private final AgentFacts facts;
    private final Pchecks pchecks;
    private final EventReader events;
    private final EventLog log;
    private final AtomicLong missedTicksOfEnded = new AtomicLong();

    /** Makes the bean; it is not registered yet. */
    public AgentBean(AgentFacts facts, Pchecks pchecks, EventReader events, EventLog log, Figures figures) {
        super(pchecks, figures);
        this.facts = facts;
        this.pchecks = pchecks;
        this.events = events;
        this.log = log;
    }

    @Override
    public String getVersion() {
        return facts.version();
    }

    @Override
    public long getPid() {
        return facts.pid();
    }

    @Override
    public String getStartTime() {
        return ISO.format(facts.startTime());
    }

    @Override
    public String getHome() {
        return facts.home().toString();
    }

    @Override
    public PcheckRow[] getPchecks() {
        return pchecks.running().stream().map(Rows::pcheck).toArray(PcheckRow[]::new);
    }

    @Override
    public int getPcheckCount() {
        return pchecks.running().size();
    }

    @Override
    public int getPentCount() {
        return snapshots().mapToInt(snapshot -> snapshot.pents().size()).sum();
    }

    @Override
    public int getFailCount() {
        return snapshots().mapToInt(PcheckSnapshot::failCount).sum();
    }

    @Override
    public String getDetectionMode() {
        int byEvent = getWatchedByEvent();
        int byPoll = getWatchedByPoll();
        if (byEvent + byPoll == 0) {
            return facts.isDetectionByEvent() ? EVENT : POLL;
        }
        return byPoll == 0 ? EVENT : byEvent == 0 ? POLL : "mixed";
    }

    @Override
    public long getMissedTicks() {
        return missedTicksOfEnded.get()
                + pchecks.running().stream().mapToLong(Pcheck::missedTicks).sum();
    }

    @Override
    public long getLastLookAgeMillis() {
        return pchecks.lastLookAgeMillis();
    }

    @Override
    public int getEventQueueDepth() {
        return events.depth();
    }

    @Override
    public long getEventDrops() {
        return events.drops();
    }

    @Override
    public PentRow[] getAllPents() {
        return snapshots().flatMap(snapshot -> Stream.of(Rows.pents(snapshot))).toArray(PentRow[]::new);
    }

    @Override
    public String start(String pfile) {
        return Asked.steer(
                audit(pfile),
                "start",
                () -> pchecks.start(path(pfile), Asked.requester(), true).name());
    }

    @Override
    public String[] check(String pfile) {
        Path path = path(pfile);
        return Asked.answer(() -> pchecks.check(path).toArray(String[]::new));
    }

    @Override
    public EventRow[] events(long afterSeq, int max) {
        Asked.range("max", max, 1, MAX_EVENTS);
        return events.events(afterSeq, max).stream().map(Rows::event).toArray(EventRow[]::new);
    }

    @Override
    public String attach(String pfile, long pid) {
        Asked.notOverHttp("attach");
        return Asked.steer(
                audit(pfile),
                "attach",
                () -> pchecks.attach(path(pfile), pid, Asked.requester()).name());
    }

    @Override
    public int await(String pfile, long pid, long waitMillis) {
        Asked.notOverHttp("await");
        Asked.range("waitMillis", waitMillis, 0, MAX_WAIT_MILLIS);
        Path path = path(pfile);
        return Asked.answer(() -> pchecks.await(path, pid, waitMillis));
    }

    @Override
    public void audit(String pcheck, String command, String outcome, String why) {
        Audit.of(log, Escaper.escape(pcheck))
                .tell(Asked.requester(), Escaper.escape(command), Escaper.escape(outcome), Escaper.escape(why));
    }

    /** A pcheck has the base name of its pfile. */
    private Audit audit(@Nullable String pfile) {
        String text = pfile == null ? "" : pfile;
        return Audit.of(log, Escaper.escape(text.substring(text.lastIndexOf('/') + 1)));
    }

    /** Keeps what an ended pcheck has counted. */
    void ended(Pcheck pcheck) {
        missedTicksOfEnded.addAndGet(pcheck.missedTicks());
    }

    private Path path(@Nullable String pfile) {
        return PfilePath.of(pfile, facts.bin(), Caller.current().door());
    }
}
