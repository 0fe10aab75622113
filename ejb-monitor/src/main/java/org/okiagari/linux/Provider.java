package org.okiagari.linux;

import java.nio.file.Path;
import org.okiagari.pcheck.SyslogSender;

/** One way to talk to the kernel. */
interface Provider extends AutoCloseable {
    String name();

    LinuxClock clock();

    ProcfsProcessTable table();

    Spawner spawner(int umask);

    SyslogSender syslog(Path socket);

    OsLayer.Descriptors descriptors();

    @Override
    void close();
}
