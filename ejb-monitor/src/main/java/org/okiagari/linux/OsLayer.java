package org.okiagari.linux;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.okiagari.pcheck.Clock;
import org.okiagari.pcheck.ProcessTable;
import org.okiagari.pcheck.ScriptRunner;
import org.okiagari.pcheck.SyslogSender;

/**
 * The way into Linux: chooses at start how to talk to the kernel, and makes the ports.
 *
 * <p>Through JNR deaths are told by the kernel; where JNR does not work, or with {@code -Dokiagari.os=java}, the JDK alone
 * does all the rest. Closing it ends every thread and descriptor of this package.
 */
public final class OsLayer implements AutoCloseable {
    /** System property that names the provider; {@code java} = without JNR. */
    public static final String PROVIDER = "okiagari.os";

    private static final Logger LOG = Logger.getLogger(OsLayer.class.getName());

    private final Provider provider;
    private final List<AutoCloseable> opened = Collections.synchronizedList(new ArrayList<>());
    private final ProcfsProcessTable table;

    private OsLayer(Provider provider) {
        this.provider = provider;
        this.table = provider.table();
        opened.add(table);
    }

    /**
     * Chooses a provider and says in the log which and why.
     *
     * @param nativeDirectory where native code may be unpacked, {@code run/native} of the home
     */
    public static OsLayer open(Path nativeDirectory) {
        return new OsLayer(choose(nativeDirectory));
    }

    /**
     * Makes one of calls of any kind.
     *
     * @throws CannotLook if there is no epoll
     */
    static OsLayer over(Os kernel) throws CannotLook {
        return new OsLayer(JnrProvider.open(kernel));
    }

    private static Provider choose(Path nativeDirectory) {
        if ("java".equals(System.getProperty(PROVIDER))) {
            LOG.info("Linux without JNR, as -D" + PROVIDER + "=java says: deaths are seen at each check");
            return new JavaProvider();
        }
        try {
            JnrProvider provider = JnrProvider.open(JnrOs.load(nativeDirectory));
            LOG.info("Linux through JNR: " + provider.capabilities());
            return provider;
        } catch (LinkageError | CannotLook e) {
            LOG.warning("Linux without JNR, deaths are seen at each check: " + e.getMessage());
            return new JavaProvider();
        }
    }

    /** Returns the process table, one for all. */
    public ProcessTable table() {
        return table;
    }

    /** Returns the clocks. */
    public Clock clock() {
        return provider.clock();
    }

    /** Returns what talks to the kernel: {@code JNR} or {@code JDK}. */
    public String providerName() {
        return provider.name();
    }

    /** Returns how descriptors are used; a second old at most, and cheap. */
    public Descriptors descriptors() {
        return provider.descriptors();
    }

    /**
     * How descriptors are used (ADR 0068).
     *
     * @param limit how many this server may have, the soft RLIMIT_NOFILE; 2147483647 = no limit, or not known
     * @param open how many it has, those of the application server included; -1 = not known
     * @param byEvent watched processes whose death the kernel tells, one descriptor each
     * @param polled watched processes that are looked at in each check
     */
    public record Descriptors(long limit, long open, int byEvent, int polled) {}

    /**
     * Returns a runner of restart scripts; it is closed with this layer at the latest.
     *
     * @param environment psenv; without PATH there is a default one
     * @param umask of the scripts
     */
    public ScriptRunner scripts(Map<String, String> environment, int umask, ScriptGate gate) {
        ScriptRunner runner = new SessionScriptRunner(provider.spawner(umask), environment, gate);
        opened.add(runner);
        opened.add(Rehearsal.start(table, runner));
        return runner;
    }

    /** Returns a sender to the daemon behind a socket, {@code /dev/log}; without JNR to UDP port 514 of this host. */
    public SyslogSender syslog(Path socket) {
        return opened(provider.syslog(socket));
    }

    /**
     * Returns a sender to another host.
     *
     * @param ownName name of this host in the lines
     */
    public SyslogSender syslog(String host, int port, String ownName) {
        return opened(UdpSyslog.to(host, port, ownName));
    }

    /**
     * Returns a sender to another host by TLS.
     *
     * @param ownName name of this host in the lines
     * @param authorities certificates to trust (PEM), empty for those of the JDK
     * @throws IllegalStateException if they cannot be read
     */
    public SyslogSender syslogByTls(String host, int port, String ownName, Optional<byte[]> authorities) {
        return opened(TlsSyslog.to(host, port, ownName, authorities));
    }

    private SyslogSender opened(SyslogSender sender) {
        if (sender instanceof AutoCloseable closeable) {
            opened.add(closeable);
        }
        return sender;
    }

    @Override
    public void close() {
        synchronized (opened) {
            for (int i = opened.size() - 1; i >= 0; i--) {
                closed(opened.get(i));
            }
            opened.clear();
        }
        provider.close();
    }

    private static void closed(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) { // AutoCloseable declares it; ours throw none
            LOG.warning("Not closed: " + e);
        }
    }
}
