package dev.symbolon.server.authorization;

import dev.symbolon.protocol.AuthReqId;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.key.Seal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes and opens what clients fetch tokens with (CIBA Core §7.3, {@code auth_req_id}): sealed values that name the row. */
public final class AuthReqIds {

    /** If the client does not say. */
    public static final Duration LIFETIME = Duration.ofMinutes(5);

    /** However long the client wants it. */
    public static final Duration LONGEST_LIFETIME = Duration.ofMinutes(10);

    private final Seal seal;

    public AuthReqIds(Seal seal) {
        this.seal = seal;
    }

    /** What it says. */
    public record Opened(AuthorizationId authorization, ClientId client, Instant expiresAt) {}

    public AuthReqId issue(AuthorizationId authorization, ClientId client, Instant expiresAt) {
        JsonObject json = JsonObject.empty()
                .with("id", authorization)
                .with("client_id", client)
                .with("exp", expiresAt.toEpochMilli());
        return new AuthReqId(seal.seal(Seal.Purpose.AUTH_REQ_ID, json.toString()));
    }

    /** What it says, if it is one of ours; it may have expired. */
    public Optional<Opened> open(AuthReqId id) {
        return seal.open(Seal.Purpose.AUTH_REQ_ID, id.value(), AuthReqIds::read);
    }

    private static Opened read(String text) {
        JsonObject json = JsonObject.parse(text);
        return new Opened(
                new AuthorizationId(json.requiredString("id")),
                new ClientId(json.requiredString("client_id")),
                Instant.ofEpochMilli(json.number("exp").orElseThrow()));
    }
}
