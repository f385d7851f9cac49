package dev.symbolon.client.servlet;

import dev.symbolon.client.OpenIdFailure;
import java.util.Optional;

/**
 * A login that came to nothing.
 *
 * @param cause what went wrong; absent if the browser brought an answer to a login that is no longer known: it took too long, was
 *     finished already, or the browser keeps no cookies
 * @param again the path, context path included, at which to start again
 * @param restarts whether the page is to go there by itself, which happens once
 */
public record FailedLogin(Optional<OpenIdFailure> cause, String again, boolean restarts) {

    /** The HTTP status that fits: 400 for what is not valid, 403 for a refusal, 503 if the provider cannot be reached. */
    public int status() {
        return cause.map(failure -> switch (failure) {
                    case OpenIdFailure.Refused refused -> 403;
                    case OpenIdFailure.Invalid invalid -> 400;
                    case OpenIdFailure.Unreachable unreachable -> 503;
                })
                .orElse(400);
    }
}
