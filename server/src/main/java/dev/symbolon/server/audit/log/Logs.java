package dev.symbolon.server.audit.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Changes how the log is written. */
public final class Logs {

    static final String CONSOLE = "symbolon";

    private Logs() {}

    /**
     * Writes from now on so, unless whoever started the program has given Logback a file of their own.
     *
     * @param level of our own events, such as {@code INFO}
     */
    public static void write(boolean asJson, String level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers && isOurs(loggers)) {
            LogStart.attach(loggers, asJson ? new JsonEncoder() : new TextEncoder());
            LogStart.heard(loggers, Level.valueOf(level));
        }
    }

    private static boolean isOurs(LoggerContext loggers) {
        return loggers.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(CONSOLE) != null;
    }
}
