package org.okiagari.cli;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Home;
import org.okiagari.api.ObjectNames;
import sun.misc.Signal;

/**
 * {@code pcheck -f}: attached to the pcheck of a pfile until that ends.
 *
 * <ol>
 *   <li>It attaches; with no server it brings one up.
 *   <li>It asks {@code Agent.await} again and again, and prints what restart scripts print.
 *   <li>TERM and INT end the pcheck. HUP and KILL end this command only.
 *   <li>If the server goes away it tries for 60 s to attach again.
 * </ol>
 */
final class Foreground {
    private static final long AWAIT_MILLIS = 25_000;
    private static final long AGAIN_SECONDS = 60;
    private static final long TAIL_MILLIS = 100;
    private static final int STILL_RUNNING = -1;

    private final Path pfile;
    private final Home home;
    private final Terminal terminal;
    private final EmbeddedServer embedded;
    private final ScriptTail tail;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile @Nullable String pcheck;

    Foreground(Path pfile, Home home, Terminal terminal, EmbeddedServer embedded) {
        this.pfile = pfile;
        this.home = home;
        this.terminal = terminal;
        this.embedded = embedded;
        // Made before attaching: a script may run at once, and its first words shall be seen.
        this.tail = new ScriptTail(home.log().resolve(pfile.getFileName() + ".script.log"), terminal);
    }

    int run() {
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(new Signal(name), signal -> onStop(128 + signal.getNumber()));
        }
        Signal.handle(new Signal("HUP"), signal -> end(128 + signal.getNumber()));
        ScheduledExecutorService tailing = Executors.newSingleThreadScheduledExecutor(Foreground::daemon);
        try {
            Client client = attachOrBringUp();
            tailing.scheduleWithFixedDelay(tail::print, TAIL_MILLIS, TAIL_MILLIS, TimeUnit.MILLISECONDS);
            if (stopping.get()) {
                shutdown();
            }
            return untilTheEnd(client);
        } finally {
            tailing.shutdownNow();
            tail.print();
        }
    }

    private int untilTheEnd(Client first) {
        Client client = first;
        while (true) {
            try {
                long code = await(client);
                if (code >= 0) {
                    client.close();
                    return (int) code;
                }
                if (code != STILL_RUNNING) {
                    attach(client);
                }
            } catch (Failure e) {
                client.close();
                if (!e.isVanished()) {
                    throw e;
                }
                client = attachAgain();
            }
        }
    }

    private long await(Client client) {
        Object code = client.exec(
                Client.AGENT, "await", pfile.toString(), ProcessHandle.current().pid(), AWAIT_MILLIS);
        return code instanceof Long ? (Long) code : STILL_RUNNING;
    }

    private Client attachOrBringUp() {
        try {
            return attach();
        } catch (Failure e) {
            if (!e.isVanished() || e.isUnanswered()) {
                throw e;
            }
        }
        PfileTest.requireGood(pfile);
        return embedded.bringUp(this::attach, stopping::get);
    }

    private Client attach() {
        try (Client client = new Client(SocketDoor.open(home, SocketDoor.ACTING), "pcheck")) {
            attach(client);
        }
        // What follows waits for the end of the pcheck, over a stop of the server too.
        return new Client(SocketDoor.open(home, SocketDoor.ENDLESS), "pcheck");
    }

    private void attach(Client client) {
        long pid = ProcessHandle.current().pid();
        pcheck = String.valueOf(client.exec(Client.AGENT, "attach", pfile.toString(), pid));
    }

    private Client attachAgain() {
        terminal.error("the server went away; trying for " + AGAIN_SECONDS + " s to attach again");
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(AGAIN_SECONDS)) {
            EmbeddedServer.pause();
            try {
                Client client = attach();
                terminal.error("attached again");
                return client;
            } catch (Failure e) {
                if (!e.isVanished()) {
                    throw e;
                }
            }
        }
        throw Failure.notThere("the server did not come back within " + AGAIN_SECONDS + " s");
    }

    /** Runs in the JVM's thread for signals; before the command is attached there is nothing to end yet. */
    private void onStop(int code) {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        if (pcheck != null) {
            shutdown();
        } else if (!embedded.isStarting()) {
            end(code);
        }
    }

    private void shutdown() {
        String name = String.valueOf(pcheck);
        try (Client client = new Client(SocketDoor.open(home, SocketDoor.ACTING), "pcheck")) {
            client.exec(ObjectNames.pcheck(name).toString(), "shutdown");
            end(0);
        } catch (Failure e) {
            boolean endedAlready = e.code() == Failure.NOT_THERE && !e.isVanished();
            end(endedAlready ? 0 : terminal.fail(Unanswered.explained(e, home)));
        }
    }

    /** halt, not exit: the main thread waits in a read that nothing interrupts. */
    private void end(int code) {
        tail.print();
        terminal.flush();
        Runtime.getRuntime().halt(code);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "script output");
        thread.setDaemon(true);
        return thread;
    }
}
