package org.okiagari.pcheck;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.okiagari.saver.Seen;

/** Which foreground {@code pcheck} command is attached to which pcheck; the one end of it is told to the other. */
final class Attachments {
    private static final int STILL_RUNS = -1;
    private static final int NOT_ATTACHED = -2;
    private static final int MOST_ENDED = 1000;

    private final ProcessTable table;
    private final Map<Long, Attachment> byCommand = new HashMap<>();

    Attachments(ProcessTable table) {
        this.table = table;
    }

    private record Attachment(Pcheck pcheck, WatchedProcess command, CompletableFuture<Integer> exitCode) {
        boolean isAlive() {
            return !exitCode.isDone() && command.life() != WatchedProcess.Life.GONE;
        }
    }

    /** Attaches a command, or says which other one is attached. */
    synchronized void attach(Pcheck pcheck, long commandPid) {
        forgetTheDead();
        byCommand.forEach((pid, attachment) -> {
            if (pid != commandPid && attachment.pcheck == pcheck && attachment.isAlive()) {
                throw new Refused("The pcheck of " + pcheck.path()
                        + " is attached to another pcheck command already: pid " + pid + ".");
            }
        });
        Attachment old =
                byCommand.put(commandPid, new Attachment(pcheck, command(commandPid), new CompletableFuture<>()));
        if (old != null) {
            old.command.close();
        }
    }

    private WatchedProcess command(long pid) {
        ProcessTable.Look look = table.look(Duration.ZERO);
        if (!(look instanceof ProcessTable.Look.Complete complete)) {
            throw new Refused("The process table cannot be read, so pid " + pid + " cannot be attached: "
                    + ((ProcessTable.Look.Failed) look).why() + ".");
        }
        Seen command = complete.index().processes().stream()
                .filter(seen -> seen.id().pid() == pid)
                .findFirst()
                .orElseThrow(() -> new Refused("There is no process " + pid + " to attach."));
        return table.watch(command.id(), () -> {});
    }

    /** Waits for the exit code of an attached command. */
    int await(long commandPid, long waitMillis) {
        Attachment attachment;
        synchronized (this) {
            attachment = byCommand.get(commandPid);
        }
        if (attachment == null) {
            return NOT_ATTACHED;
        }
        try {
            return attachment.exitCode.get(waitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return STILL_RUNS;
        } catch (ExecutionException e) {
            return NOT_ATTACHED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return STILL_RUNS;
        }
    }

    /** Tells whether this command is attached to this pcheck. */
    synchronized boolean isAttached(Pcheck pcheck, long commandPid) {
        return Optional.ofNullable(byCommand.get(commandPid))
                .map(attachment -> attachment.pcheck == pcheck)
                .orElse(false);
    }

    /** The pcheck ended: its command is told the exit code; -1 = it is to attach again. */
    synchronized void ended(Pcheck pcheck, int exitCode) {
        byCommand.values().stream()
                .filter(attachment -> attachment.pcheck == pcheck)
                .forEach(attachment -> attachment.exitCode.complete(exitCode < 0 ? NOT_ATTACHED : exitCode));
    }

    /** Lets all commands go. */
    synchronized void close() {
        byCommand.values().forEach(attachment -> {
            attachment.exitCode.complete(NOT_ATTACHED);
            attachment.command.close();
        });
        byCommand.clear();
    }

    private void forgetTheDead() {
        byCommand.values().removeIf(attachment -> {
            boolean over = attachment.command.life() == WatchedProcess.Life.GONE
                    || byCommand.size() > MOST_ENDED && attachment.exitCode.isDone();
            if (over) {
                attachment.command.close();
            }
            return over;
        });
    }
}
