package org.okiagari.pcheck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Real pchecks in a {@link FakeWorld}, for tests of other packages. */
public final class FakeHouse {
    private final FakeWorld world = new FakeWorld();
    private final Pchecks pchecks = new Pchecks(world.environment(""));

    /** Returns the pchecks. */
    public Pchecks pchecks() {
        return pchecks;
    }

    /** Returns the clock of this world. */
    public Clock clock() {
        return world;
    }

    /** Returns its queue of work. */
    public Scheduler scheduler() {
        return world;
    }

    /** Writes a pfile. */
    public void write(String path, String... pents) {
        writeWithInterval(path, 10, pents);
    }

    /** Writes a pfile with another MONITOR_INTERVAL. */
    public void writeWithInterval(String path, int seconds, String... pents) {
        writeWithInterval(path, Integer.toString(seconds), pents);
    }

    private void writeWithInterval(String path, String seconds, String... pents) {
        world.files.put(
                Path.of(path),
                "##### PARAM #####\nIPCKEY 0x" + String.format("%08x", path.hashCode()) + "\nMONITOR_INTERVAL "
                        + seconds + "\n##### PENT #####\n" + String.join("\n", pents) + "\n");
    }

    /** Writes a pfile with DETECT = poll and starts its pcheck. */
    public Pcheck startPolling(String path, String... pents) {
        writeWithInterval(path, "10\nDETECT poll", pents);
        return started(path);
    }

    /** Writes a pfile and starts its pcheck. */
    public Pcheck start(String path, String... pents) {
        write(path, pents);
        return started(path);
    }

    private Pcheck started(String path) {
        Pcheck pcheck = pchecks.start(Path.of(path), Requester.SERVER, false);
        // A second look inside the first check comes a moment later.
        world.pass(Duration.ofSeconds(1));
        return pcheck;
    }

    /** Lets a process run. */
    public void run(long pid, String exe) {
        world.run(pid, exe);
    }

    /** Makes every look at the process table fail hard. */
    public void setBlind(boolean isBlind) {
        world.isBlind = isBlind;
    }

    /** Returns what its pchecks measure. */
    public Measurements measurements() {
        return world.measurements;
    }

    /** Makes the kernel tell deaths of those that are watched from now on. */
    public void setTellingDeaths(boolean tells) {
        world.tellsDeaths = tells;
    }

    /** Lets time pass. */
    public void pass(Duration time) {
        world.pass(time);
    }

    /** Returns the lines of the log so far. */
    public List<String> log() {
        return world.log;
    }
}
