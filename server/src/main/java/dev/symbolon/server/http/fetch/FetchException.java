package dev.symbolon.server.http.fetch;

/** Says why nothing usable came from an address that somebody named; for the log, and for whoever may know what is there. */
public final class FetchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String message;

    public FetchException(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
