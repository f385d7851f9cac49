package dev.symbolon.server.http;

/**
 * Answers where no endpoint has, and records what has gone wrong. Its answer says what happened; status and the header fields
 * that belong to it ({@code Allow}, {@code Retry-After}) are set whatever it says.
 */
@FunctionalInterface
public interface Fallback {

    HttpResponse answer(HttpRequest request, Outcome outcome);

    /** The answer, with the status and the header fields that the outcome demands (RFC 9110 §10.2.1, §10.2.3). */
    default HttpResponse complete(HttpRequest request, Outcome outcome) {
        HttpResponse said = answer(request, outcome);
        HttpResponse answer = new HttpResponse(outcome.status(), said.headers(), said.body());
        return switch (outcome) {
            case Outcome.MethodNotAllowed refused -> answer.withHeader("Allow", String.join(", ", refused.allowed()));
            case Outcome.Busy _, Outcome.Unavailable _ -> answer.withHeader("Retry-After", "5");
            case Outcome.TooLarge _, Outcome.TimedOut _ -> answer.withHeader("Connection", "close");
            case Outcome.NotFound _, Outcome.Refused _, Outcome.Fault _ -> answer;
        };
    }
}
