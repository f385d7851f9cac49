package dev.symbolon.benchmark.target;

import dev.symbolon.protocol.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A client of the provider, which authenticates by {@code client_secret_basic}.
 *
 * @param scope that it asks for when a person signs in
 * @param more parameters of every request for tokens, for instance {@code audience}
 * @param allow the button by which a person consents, as name and value
 */
public record Application(String id, String secret, String redirectUri, String scope, Parameters more, Button allow) {

    /** A button of a page. */
    public record Button(String name, String value) {}

    /** The same under another identifier. */
    public Application withId(String other) {
        return new Application(other, secret, redirectUri, scope, more, allow);
    }

    /** A request, with the parameters that every one has. */
    Parameters with(Parameters request) {
        Parameters whole = request;
        for (String name : more.names()) {
            whole = whole.with(name, more.one(name));
        }
        return whole;
    }

    /** The field of the header that authenticates it; identifier and secret need no encoding (RFC 6749 §2.3.1). */
    public String authorization() {
        String pair = id + ":" + secret;
        return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** The secret does not print. */
    @Override
    public String toString() {
        return "Application[" + id + "]";
    }
}
