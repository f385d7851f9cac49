package dev.symbolon.server.audit;

import org.jspecify.annotations.Nullable;

/** What was thrown, as the log may bear it: no message of it, which may hold what a stranger has sent, forges a line. */
final class LoggedCause extends Throwable {

    private static final long serialVersionUID = 1L;
    private static final int DEEPEST = 10;

    private LoggedCause(Throwable original, int depth) {
        super(LogText.escaped(original.toString()), next(original.getCause(), depth), false, true);
        setStackTrace(original.getStackTrace());
    }

    static LoggedCause of(Throwable original) {
        return new LoggedCause(original, 0);
    }

    private static @Nullable Throwable next(@Nullable Throwable cause, int depth) {
        return cause == null || depth == DEEPEST ? null : new LoggedCause(cause, depth + 1);
    }
}
