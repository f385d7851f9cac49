package dev.symbolon.server.page;

import java.util.Optional;

/**
 * Says what happened and offers a way on.
 *
 * @param detail for the developer of the application, in English; empty if there is none to tell
 * @param application whom the person was on the way to, if it is known; its home is the way back
 * @param restart where the person starts again, if that is possible
 * @param reference what the log knows the event by
 */
public record ErrorPage(
        Kind kind, String detail, Optional<Application> application, Optional<String> restart, String reference)
        implements Page {

    /** What happened, each with its HTTP status. */
    public enum Kind {
        /** The application sent a request that cannot be answered: a mistake of its developers. */
        BAD_REQUEST(400),
        /** The application is not known here. */
        UNKNOWN_APPLICATION(400),
        /** The application named an address to return to that is not registered. */
        UNREGISTERED_REDIRECT_URI(400),
        /** The page is too old to go on from, and what it was for is lost. */
        EXPIRED(400),
        NOT_FOUND(404),
        METHOD_NOT_ALLOWED(405),
        TOO_LARGE(413),
        BUSY(503),
        FAULT(500);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
