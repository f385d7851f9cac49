package dev.symbolon.server.authorization;

import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.key.Seal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes and opens authorization codes. A code is a sealed value, not a row; it lives for 60 seconds (RFC 6749 §4.1.2 asks for ten
 * minutes at most).
 */
public final class AuthorizationCodes {

    public static final Duration LIFETIME = Duration.ofSeconds(60);

    private final Seal seal;
    private final InstantSource clock;

    private record Opened(IssuedCode code, Instant expiresAt) {}

    public AuthorizationCodes(Seal seal, InstantSource clock) {
        this.seal = seal;
        this.clock = clock;
    }

    public AuthorizationCode issue(IssuedCode code) {
        JsonObject json = JsonObject.empty()
                .with("id", code.authorization())
                .with(ApprovalJson.write(code.approval()))
                .with("redirect_uri", code.redirectUri())
                .with(RequestJson.bindings(code.bindings()).without("state"))
                .with("exp", clock.instant().plus(LIFETIME).toEpochMilli());
        return new AuthorizationCode(seal.seal(Seal.Purpose.AUTHORIZATION_CODE, json.toString()));
    }

    /** What the code stands for, if it is one of ours and has not expired. */
    public Optional<IssuedCode> open(AuthorizationCode code) {
        return seal.open(Seal.Purpose.AUTHORIZATION_CODE, code.value(), AuthorizationCodes::read)
                .filter(opened -> opened.expiresAt().isAfter(clock.instant()))
                .map(Opened::code);
    }

    private static Opened read(String text) {
        JsonObject json = JsonObject.parse(text);
        IssuedCode code = new IssuedCode(
                new AuthorizationId(json.requiredString("id")),
                ApprovalJson.read(json),
                new RedirectUri(json.requiredString("redirect_uri")),
                RequestJson.bindings(json));
        return new Opened(code, Instant.ofEpochMilli(json.number("exp").orElseThrow()));
    }
}
