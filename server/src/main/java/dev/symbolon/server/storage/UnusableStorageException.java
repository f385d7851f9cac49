package dev.symbolon.server.storage;

/** Says, to whoever starts the provider, why its database cannot be used, and what to do about it. */
public final class UnusableStorageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnusableStorageException(String message) {
        super(message);
    }

    public UnusableStorageException(String message, Throwable cause) {
        super(message, cause);
    }
}
