package org.okiagari.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;

/**
 * The application server's own log, log/server.log: five files of 10 MiB, the newest without a number.
 *
 * <p>The JDK's FileHandler numbers the newest too and leaves lock files; Payara Micro's own handler is not found by the
 * JDK when a logging.properties names it.
 */
public final class RotatingLog extends StreamHandler {
    private static final long MAX_BYTES = 10L << 20;
    private static final int KEEP = 5;

    private final Path file;
    private long written;

    /** Opens log/server.log below the home. A logging property could not name it: that file knows Latin-1 only. */
    public RotatingLog() throws IOException {
        file = Path.of(System.getProperty("okiagari.home", "/var/opt/HA/PS"), "log", "server.log");
        setFormatter(new SimpleFormatter());
        setEncoding("UTF-8");
        open();
    }

    @Override
    public synchronized void publish(LogRecord record) {
        super.publish(record);
        flush();
        if (written > MAX_BYTES) {
            rotate();
        }
    }

    private void rotate() {
        try {
            close();
            for (int number = KEEP - 1; number > 0; number--) {
                Path from = number == 1 ? file : numbered(number - 1);
                if (Files.exists(from)) {
                    Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            open();
        } catch (IOException e) {
            reportError("server.log cannot be rotated", e, 0);
        }
    }

    private void open() throws IOException {
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        written = Files.size(file);
        setOutputStream(new Counting(out));
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private final class Counting extends OutputStream {
        private final OutputStream out;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            written++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            written += length;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
