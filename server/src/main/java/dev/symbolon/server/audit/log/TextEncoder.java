package dev.symbolon.server.audit.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.symbolon.server.audit.LogLine;
import dev.symbolon.server.audit.LogText;
import java.nio.charset.StandardCharsets;

/** A line for people: time, level, logger, message. What is thrown follows, indented. */
final class TextEncoder extends EncoderBase<ILoggingEvent> {

    private static final byte[] NOTHING = {};
    private static final int LEVEL_WIDTH = 5;

    private final Timestamps timestamps = new Timestamps();

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder text = new StringBuilder(200);
        timestamps.append(text, event.getTimeStamp());
        String level = event.getLevel().toString();
        text.append(' ').append(level).repeat(' ', LEVEL_WIDTH - level.length());
        text.append(' ').append(event.getLoggerName()).append(' ').append(message(event));
        if (event.getThrowableProxy() != null) {
            text.append('\n').append(StackText.of(event.getThrowableProxy()));
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A line of our own is fit for a log already. */
    private static String message(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        return arguments != null && arguments.length > 0 && arguments[0] instanceof LogLine line
                ? line.toString()
                : LogText.visible(String.valueOf(event.getFormattedMessage()));
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
