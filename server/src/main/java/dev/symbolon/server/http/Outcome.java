package dev.symbolon.server.http;

import dev.symbolon.protocol.OAuthException;
import java.util.List;

/** Why no endpoint has answered a request. */
public sealed interface Outcome {

    record NotFound() implements Outcome {}

    /** @param allowed the methods that there are */
    record MethodNotAllowed(List<String> allowed) implements Outcome {}

    record TooLarge() implements Outcome {}

    /** The request has arrived too slowly. */
    record TimedOut() implements Outcome {}

    /** There is more to do than can be done. */
    record Busy() implements Outcome {}

    /** What the provider itself needs, its database for instance, does not answer. */
    record Unavailable(Throwable cause) implements Outcome {}

    /** The request is malformed, or an endpoint has refused it and leaves it to others to say so. */
    record Refused(OAuthException refusal) implements Outcome {}

    /**
     * A fault of our own.
     *
     * @param reference what the person is told and the log bears
     */
    record Fault(String reference, Throwable cause) implements Outcome {}

    /** What it is called in metrics. */
    default String name() {
        return switch (this) {
            case NotFound _ -> "not_found";
            case MethodNotAllowed _ -> "method_not_allowed";
            case TooLarge _ -> "too_large";
            case TimedOut _ -> "timed_out";
            case Busy _ -> "busy";
            case Unavailable _ -> "unavailable";
            case Refused _ -> "refused";
            case Fault _ -> "fault";
        };
    }

    default int status() {
        return switch (this) {
            case NotFound _ -> 404;
            case MethodNotAllowed _ -> 405;
            case TimedOut _ -> 408;
            case TooLarge _ -> 413;
            case Busy _, Unavailable _ -> 503;
            case Refused refused -> refused.refusal().error().status();
            case Fault _ -> 500;
        };
    }
}
