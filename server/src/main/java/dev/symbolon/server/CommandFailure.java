package dev.symbolon.server;

/** Says, to whoever runs a command, why it cannot be done, and what to do about it. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message, null, false, false);
    }
}
