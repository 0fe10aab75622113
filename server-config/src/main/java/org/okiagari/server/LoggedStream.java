package org.okiagari.server;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Puts what libraries print on stdout and stderr into the log: the console is for our own few sentences. */
final class LoggedStream extends OutputStream {
    private static final int MAX_LINE = 8_192;

    private final Logger logger;
    private final Level level;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private LoggedStream(Logger logger, Level level) {
        this.logger = logger;
        this.level = level;
    }

    /** Takes stdout and stderr of this JVM over. */
    static void install() {
        System.setOut(stream("stdout", Level.INFO));
        System.setErr(stream("stderr", Level.WARNING));
    }

    @Override
    public synchronized void write(int b) {
        if (b != '\n' && line.size() < MAX_LINE) {
            line.write(b);
            return;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!text.isBlank()) {
            logger.log(level, "{0}", text);
        }
    }

    private static PrintStream stream(String name, Level level) {
        return new PrintStream(new LoggedStream(Logger.getLogger(name), level), true, StandardCharsets.UTF_8);
    }
}
