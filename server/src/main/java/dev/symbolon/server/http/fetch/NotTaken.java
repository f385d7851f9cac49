package dev.symbolon.server.http.fetch;

/** Whoever was told something did not take it; for those who watch that is a failure, for the sender an answer. */
final class NotTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    NotTaken(int status) {
        super("the answer has the status " + status, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
