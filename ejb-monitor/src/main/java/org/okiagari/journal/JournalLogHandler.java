package org.okiagari.journal;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Brings what our loggers say into okiagari.log, beside the server's own log, as long as it is open. */
public final class JournalLogHandler extends Handler {
    // Kept, because the log manager holds loggers weakly and would forget our level and handler.
    private final Logger logger = Logger.getLogger("org.okiagari");
    private final @Nullable Level levelBefore = logger.getLevel();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final Journal journal;

    private JournalLogHandler(Journal journal, Level level) {
        this.journal = journal;
        setLevel(level);
    }

    /**
     * Starts it.
     *
     * @param level LOG_LEVEL
     */
    public static JournalLogHandler open(Journal journal, Level level) {
        JournalLogHandler handler = new JournalLogHandler(journal, level);
        if (level.intValue() < Level.INFO.intValue()) {
            handler.logger.setLevel(level);
        }
        handler.logger.addHandler(handler);
        return handler;
    }

    @Override
    public void publish(LogRecord log) {
        if (isLoggable(log)) {
            journal.line(prefix(log.getLevel()) + formatter.formatMessage(log) + cause(log.getThrown()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(levelBefore);
    }

    private static String prefix(Level level) {
        return level.equals(Level.INFO) ? "" : level.getName() + ": ";
    }

    /** One line names the exception and where it began; the server's own log has the whole trace. */
    private static String cause(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return ": " + thrown + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
