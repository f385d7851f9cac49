package dev.symbolon.example.webapp.page;

import dev.symbolon.client.OpenIdFailure;
import dev.symbolon.client.Tokens;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.util.Optional;

/** What came of a button. */
public sealed interface Outcome {

    /**
     * What the API was asked.
     *
     * @param isBound whether the token came with a proof of the key that it is bound to (RFC 9449)
     * @param body what was sent along
     */
    record ApiRequest(String method, URI uri, UsedToken used, boolean isBound, Optional<String> body) {}

    /**
     * What the API answered.
     *
     * @param challenge the {@code WWW-Authenticate} header (RFC 6750 §3)
     */
    record ApiAnswer(ApiRequest request, int status, Optional<String> challenge, String body) implements Outcome {}

    /** The API did not answer. */
    record ApiAway() implements Outcome {}

    /** There are new tokens. */
    record Refreshed(Tokens before, Tokens after) implements Outcome {}

    /** What the provider says of the person. */
    record UserInfo(JsonObject claims) implements Outcome {}

    /** The provider did not do what it was asked. */
    record Failed(OpenIdFailure failure) implements Outcome {}
}
