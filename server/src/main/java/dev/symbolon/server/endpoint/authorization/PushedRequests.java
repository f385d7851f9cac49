package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.key.Seal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps authorization requests that clients have pushed until a browser brings them (RFC 9126 §2.2): sealed, within the
 * {@code request_uri} itself, so that nothing is written for a request that nobody follows up.
 */
public final class PushedRequests {

    /** Long enough for a browser to be sent here, and too short for a link to be passed on. */
    static final Duration LIFETIME = Duration.ofSeconds(60);

    private static final String PREFIX = "urn:ietf:params:oauth:request_uri:";

    private final Seal seal;
    private final InstantSource clock;

    private record Pushed(ClientId client, Instant expiresAt, Parameters parameters) {}

    public PushedRequests(Seal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    static boolean isPushed(String requestUri) {
        return requestUri.startsWith(PREFIX);
    }

    /** The {@code request_uri} that stands for the parameters, for this client and a minute. */
    String push(Client client, Parameters parameters) {
        JsonObject request = JsonObject.empty()
                .with("client_id", client.id())
                .with("exp", clock.instant().plus(LIFETIME).toEpochMilli())
                .with("parameters", parameters.encoded());
        return PREFIX + seal.seal(Seal.Purpose.PUSHED_REQUEST, request.toString());
    }

    /** @throws OAuthException {@code invalid_request_uri} if the client has not pushed it, or not a short time ago */
    Parameters open(Client client, String requestUri) {
        Pushed pushed = seal.open(
                        Seal.Purpose.PUSHED_REQUEST, requestUri.substring(PREFIX.length()), PushedRequests::read)
                .orElseThrow(() -> refused("is not one of ours"));
        if (!pushed.client().equals(client.id())) {
            throw refused("was given to another client");
        }
        if (!clock.instant().isBefore(pushed.expiresAt())) {
            throw refused("has expired; push the request again");
        }
        return pushed.parameters();
    }

    private static Pushed read(String text) {
        JsonObject json = JsonObject.parse(text);
        return new Pushed(
                new ClientId(json.requiredString("client_id")),
                Instant.ofEpochMilli(json.number("exp").orElseThrow()),
                Parameters.parse(json.requiredString("parameters")));
    }

    private static OAuthException refused(String reason) {
        return new OAuthException(ErrorCode.INVALID_REQUEST_URI, "the request_uri " + reason);
    }
}
