package dev.symbolon.server.audit.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.symbolon.server.audit.LogText;
import org.jspecify.annotations.Nullable;

/** What was thrown and where, over several lines, none of which anybody forges by what a message says. */
final class StackText {

    private static final int DEEPEST = 10;
    private static final int MOST_FRAMES = 100;

    private StackText() {}

    static String of(IThrowableProxy thrown) {
        StringBuilder text = new StringBuilder();
        String heading = "";
        @Nullable IThrowableProxy cause = thrown;
        for (int depth = 0; depth < DEEPEST && cause != null; depth++) {
            text.append(heading).append(cause.getClassName());
            if (cause.getMessage() != null) {
                text.append(": ").append(LogText.visible(cause.getMessage()));
            }
            frames(text, cause.getStackTraceElementProxyArray());
            heading = "\nCaused by: ";
            cause = cause.getCause();
        }
        return text.toString();
    }

    private static void frames(StringBuilder text, StackTraceElementProxy @Nullable [] frames) {
        if (frames == null) {
            return;
        }
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            text.append("\n\t").append(frames[i].getSTEAsString());
        }
    }
}
