package org.okiagari.cli;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.okiagari.api.Home;
import org.okiagari.api.health.LastKnown;
import org.okiagari.api.health.ServerProcess;

/**
 * Ends a question to a server that is stopped or hung: nobody shall wait for ever (ADR 0009, 0111).
 *
 * <p>A server that is busy is waited for as long as its health segment beats, but not without end.
 */
final class Patience extends Thread {
    private static final long FIRST_MILLIS = 1_000;
    private static final long PAUSE_MILLIS = 250;
    /** A heart beats each second. */
    private static final long SILENCE_MILLIS = 5_000;

    private final Home home;
    private final SocketChannel channel;
    private final long longestMillis;
    private boolean isOver;
    private volatile boolean isLost;

    Patience(Home home, SocketChannel channel, long longestMillis) {
        super("padmin patience");
        this.home = home;
        this.channel = channel;
        this.longestMillis = longestMillis;
        setDaemon(true);
    }

    /** Tells whether it ended the question. */
    boolean isLost() {
        return isLost;
    }

    /** The question is answered. */
    synchronized void end() {
        isOver = true;
        notifyAll();
    }

    @Override
    public void run() {
        long begin = System.nanoTime();
        long pause = FIRST_MILLIS;
        while (isAnswerAwaited(pause)) {
            long waited = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            if (waited >= longestMillis || !mayBeat(home)) {
                giveUp();
                return;
            }
            pause = PAUSE_MILLIS;
        }
    }

    private void giveUp() {
        isLost = true;
        try {
            channel.close();
        } catch (IOException e) {
            // Whoever reads from it has got an exception of its own.
        }
    }

    private synchronized boolean isAnswerAwaited(long pause) {
        try {
            if (!isOver) {
                wait(pause);
            }
        } catch (InterruptedException e) {
            return false;
        }
        return !isOver;
    }

    /** A server that starts, or has no pcheck, has no heart that could be heard; what a dead one left tells nothing. */
    private static boolean mayBeat(Home home) {
        return isBeating(home)
                || LastKnown.all(home.run()).stream().allMatch(known -> known.life() == ServerProcess.Life.GONE);
    }

    /** Tells whether a server of this home lives and works, as far as its segments tell. */
    static boolean isBeating(Home home) {
        for (LastKnown known : LastKnown.all(home.run())) {
            if (known.life() == ServerProcess.Life.ALIVE && known.ageMillis() < SILENCE_MILLIS) {
                return true;
            }
        }
        return false;
    }
}
