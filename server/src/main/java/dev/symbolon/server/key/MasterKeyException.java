package dev.symbolon.server.key;

/** Says that the master key is missing, unsafe or another one than the keys were encrypted with, and what to do about it. */
public final class MasterKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MasterKeyException(String message) {
        super(message);
    }

    MasterKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
