package org.okiagari.pcheck;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.okiagari.pfile.Param;
import org.okiagari.pfile.Pfile;
import org.okiagari.saver.Event;
import org.okiagari.saver.EventType;
import org.okiagari.saver.LogLines;

/** All pchecks of this server: starts them, refuses what collides, forgets what ended. */
public final class Pchecks implements Pcheck.Owner {
    private static final Logger LOG = Logger.getLogger(Pchecks.class.getName());

    private final Environment environment;
    private final Restarts restarts;
    private final Attachments attachments;
    private final DumpClaims dumps;
    private final Map<String, Pcheck> byName = new ConcurrentHashMap<>();
    private final Map<Pcheck, Held> held = new ConcurrentHashMap<>();
    private final List<PcheckListener> listeners = new CopyOnWriteArrayList<>();
    private boolean closed;

    /** What a running pcheck holds of the host. */
    private record Held(Path realPath, Claims.Answer.Claim claim) {}

    /** Makes an empty house. */
    public Pchecks(Environment environment) {
        this.environment = environment;
        this.restarts = Restarts.of(environment);
        this.attachments = new Attachments(environment.table());
        this.dumps = new DumpClaims(environment);
    }

    /** Adds one who follows the lives of pchecks; those that run already are told at once. */
    public synchronized void addListener(PcheckListener listener) {
        listeners.add(listener);
        running().forEach(listener::started);
    }

    /**
     * Starts the pcheck of a pfile.
     *
     * @param keep it comes back with the server until it is ended
     * @throws Refused with every problem of the pfile, or because key, file or name is in use
     */
    public Pcheck start(Path pfile, Requester requester, boolean keep) {
        Path path = pfile.toAbsolutePath().normalize();
        PfileReading reading = PfileReading.of(environment.source(), path);
        Pcheck pcheck;
        synchronized (this) {
            pcheck = admitted(reading, requester);
            byName.put(pcheck.name(), pcheck);
            listeners.forEach(listener -> listener.started(pcheck));
        }
        reading.sayWarnings();
        if (keep) {
            environment.list().keep(path);
        }
        pcheck.begin(requester);
        return pcheck;
    }

    private Pcheck admitted(PfileReading reading, Requester requester) {
        String name = reading.path().getFileName().toString();
        Pfile good = reading.pfile().orElseThrow(() -> {
            environment.events().offer(name, reading.refusal(requester));
            return reading.refused().told();
        });
        if (closed) {
            throw new Refused("The server is ending; " + reading.path() + " is not started.");
        }
        refuseSameName(name, reading);
        Claims.Answer.Claim claim = claimed(reading, good.param(), requester);
        try {
            dumps.take(name, reading.realPath(), good.param());
        } catch (RuntimeException e) {
            claim.close();
            throw e;
        }
        Pcheck pcheck = new Pcheck(environment, restarts, reading.path(), good, this);
        held.put(pcheck, new Held(reading.realPath(), claim));
        return pcheck;
    }

    private void refuseSameName(String name, PfileReading reading) {
        Pcheck other = byName.get(name);
        if (other == null) {
            return;
        }
        Held its = held.get(other);
        throw its != null && its.realPath.equals(reading.realPath())
                ? new Refused(reading.path() + " is monitored already by this server, pid " + environment.mypid() + ".")
                : new Refused("A pcheck named " + name + " runs already, from " + other.path()
                        + "; give one of the two pfiles another base name.");
    }

    private Claims.Answer.Claim claimed(PfileReading reading, Param param, Requester requester) {
        Claims.Answer answer = environment.claims().claim(param.ipckey(), reading.realPath());
        if (answer instanceof Claims.Answer.Claim claim) {
            return claim;
        }
        if (answer instanceof Claims.Answer.Held other) {
            if (other.isKey()) {
                environment.events().offer(reading.path().getFileName().toString(), keyUsed(reading, param, requester));
                throw new Refused("IPCKEY " + param.ipckeyText() + " of " + reading.path() + " is already used by "
                                + other.holder() + "; give each pfile of this host its own key.")
                        .told();
            }
            throw new Refused(reading.path() + " is monitored already by " + other.holder() + ".");
        }
        throw new Refused(((Claims.Answer.Failed) answer).why());
    }

    private static Event keyUsed(PfileReading reading, Param param, Requester requester) {
        return new Event(
                EventType.AUDIT,
                "",
                0,
                0,
                Map.of(
                        "pfile",
                        reading.path().toString(),
                        "command",
                        "start",
                        "outcome",
                        "refused",
                        "who",
                        requester.who(),
                        "from",
                        requester.from()),
                List.of(LogLines.ipckeyUsed(param.ipckey(), reading.path().toString())));
    }

    /** Returns the problems of a pfile, one text each, and starts nothing. */
    public List<String> check(Path pfile) {
        return PfileReading.of(environment.source(), pfile.toAbsolutePath().normalize())
                .texts();
    }

    /** Starts the pchecks that were kept; what is refused is logged. */
    public void startKept() {
        for (Path pfile : environment.list().kept()) {
            if (byName.get(pfile.getFileName().toString()) == null) {
                startOrSay(pfile);
            }
        }
    }

    /** Starts the pcheck of a pfile that nobody waits for; what is refused is logged. */
    public void startOrSay(Path pfile) {
        try {
            start(pfile, Requester.SERVER, false);
        } catch (Refused refused) {
            int more = refused.problems().size() - 1;
            LOG.log(
                    Level.SEVERE,
                    () -> "pcheck not started: " + refused.problems().get(0)
                            + (more == 0 ? "" : " (and " + more + " more, as said above)"));
        }
    }

    /** Returns the running pchecks by name. */
    public List<Pcheck> running() {
        return List.copyOf(new TreeMap<>(byName).values());
    }

    /**
     * Returns the age in ms of the last look of the pcheck that is furthest behind its own interval, -1 where none runs: one
     * that stands still is hidden by no other (ADR 0160).
     */
    public long lastLookAgeMillis() {
        return LookAge.latest(byName.values().stream().map(Pcheck::lookAge).toList())
                .map(latest -> latest.age().toMillis())
                .orElse(-1L);
    }

    /** Returns the running pcheck with this name. */
    public Optional<Pcheck> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Attaches a foreground command to the pcheck of a pfile, which is started and kept if it does not run. */
    public Pcheck attach(Path pfile, long commandPid, Requester requester) {
        Path path = pfile.toAbsolutePath().normalize();
        Pcheck pcheck = runningFrom(path).orElseGet(() -> start(path, requester, true));
        attachments.attach(pcheck, commandPid);
        return pcheck;
    }

    private Optional<Pcheck> runningFrom(Path path) {
        Path real = Path.of(environment.table().realPath(path.toString()));
        return held.entrySet().stream()
                .filter(entry -> entry.getValue().realPath.equals(real))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Waits for the end of an attached pcheck: -1 = it runs, -2 = nothing is attached, else the command's exit code. */
    public int await(Path pfile, long commandPid, long waitMillis) {
        return attachments.await(commandPid, waitMillis);
    }

    /** Ends all in order because the server ends: each logs Shutdown pcheck; kept ones stay kept. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        running().forEach(Pchecks::endOrSay);
        attachments.close();
    }

    /** One that does not answer holds back no other. */
    private static void endOrSay(Pcheck pcheck) {
        try {
            pcheck.close();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "pcheck " + pcheck.name() + " did not end in order");
        }
    }

    @Override
    public void reloaded(Pcheck pcheck) {
        listeners.forEach(listener -> listener.reloaded(pcheck));
    }

    @Override
    public void changed(Pcheck pcheck) {
        for (PcheckListener listener : listeners) {
            listener.changed(pcheck);
        }
    }

    @Override
    public void ended(Pcheck pcheck, End end) {
        synchronized (this) {
            byName.remove(pcheck.name(), pcheck);
            // Here, since the name is free from now on.
            dumps.release(pcheck.name());
        }
        Optional.ofNullable(held.remove(pcheck)).ifPresent(its -> its.claim.close());
        if (end.isForgotten) {
            environment.list().forget(pcheck.path());
        }
        listeners.forEach(listener -> listener.ended(pcheck));
        attachments.ended(pcheck, end.exitCode);
    }

    @Override
    public void takeDump(Pcheck pcheck, Param param) {
        Held its = held.get(pcheck);
        if (its != null) {
            dumps.take(pcheck.name(), its.realPath, param);
        }
    }

    @Override
    public boolean isAttached(Pcheck pcheck, long commandPid) {
        return attachments.isAttached(pcheck, commandPid);
    }
}
