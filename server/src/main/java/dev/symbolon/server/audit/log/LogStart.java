package dev.symbolon.server.audit.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * The log as it is from the start: our own events from INFO on, the libraries' from WARN on, as lines for people. Found by Logback itself, and
 * asked after the files in which somebody may have said something else.
 */
@ConfiguratorRank(LogStart.AFTER_FILES)
public final class LogStart extends ContextAwareBase implements Configurator {

    static final int AFTER_FILES = ConfiguratorRank.NOMINAL - 1;

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        attach(loggers, new TextEncoder());
        loggers.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
        heard(loggers, Level.INFO);
        // These warn of what strangers send, which is refused anyway.
        loggers.getLogger("org.eclipse.jetty.http.HttpParser").setLevel(Level.ERROR);
        loggers.getLogger("org.eclipse.jetty.util.HostPort").setLevel(Level.ERROR);
        // What becomes of migrations is told to whoever starts the program.
        loggers.getLogger("org.flywaydb").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Only of ourselves do we hear more than warnings: libraries tell what they handle, secrets among it. */
    static void heard(LoggerContext loggers, Level level) {
        loggers.getLogger("symbolon").setLevel(level);
        loggers.getLogger("dev.symbolon").setLevel(level);
    }

    /** Has everything written to the standard output in this way, and in no other one. */
    static void attach(LoggerContext loggers, Encoder<ILoggingEvent> encoder) {
        encoder.setContext(loggers);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(loggers);
        console.setName(Logs.CONSOLE);
        console.setEncoder(encoder);
        console.start();
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAppender(Logs.CONSOLE);
        root.addAppender(console);
    }
}
