package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.DecryptionKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.authentication.ClientSignatures;
import dev.symbolon.server.key.RequestKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads authorization requests that a client has signed, and encrypted if it likes (RFC 9101, OIDC Core §6). Of what stands beside a request object nothing
 * counts: whoever carries it could have added that (RFC 9101 §6.3).
 */
final class RequestObjects {

    private static final Set<String> TYPES = Set.of("jwt", "oauth-authz-req+jwt");
    private static final Set<String> ABOUT_ITSELF =
            Set.of("iss", "sub", "aud", "exp", "iat", "nbf", "jti", "client_id");
    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Issuer issuer;
    private final ClientSignatures signatures;
    private final Optional<RequestKeys> keys;
    private final InstantSource clock;

    /** @param keys absent if encrypted ones are not read */
    RequestObjects(Issuer issuer, ClientSignatures signatures, Optional<RequestKeys> keys, InstantSource clock) {
        this.issuer = issuer;
        this.signatures = signatures;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The parameters in a request object.
     *
     * @param sent what came beside it
     * @throws OAuthException {@code invalid_request_object} if the client has not signed it, or for another purpose or time
     */
    Parameters read(Client client, String jwt, Parameters sent) {
        VerifiedJwt verified = verified(client, decrypted(jwt));
        if (verified.type().filter(type -> !TYPES.contains(type)).isPresent()) {
            throw refused("it was signed for another purpose: typ is none of " + TYPES);
        }
        JsonObject claims = verified.claims();
        try {
            checkWhose(client, claims);
            checkWhen(claims);
            if (client.profile().signsRequests()) {
                checkNarrow(claims);
            }
            Parameters parameters = Parameters.of(claims.names(), name -> values(claims, name))
                    .with("client_id", client.id().value());
            checkAgreement(parameters, sent);
            return parameters;
        } catch (JsonException e) {
            throw refused(e.getMessage());
        }
    }

    /** Signed before it was encrypted (RFC 9101 §6.1); why something cannot be decrypted is nobody's business. */
    private String decrypted(String jwt) {
        return DecryptionKeys.isEncrypted(jwt)
                ? keys.flatMap(own -> own.decrypt(jwt)).orElseThrow(() -> refused("it cannot be decrypted"))
                : jwt;
    }

    private VerifiedJwt verified(Client client, String jwt) {
        return switch (signatures.verify(client, jwt, algorithms(client))) {
            case Verification.Valid(VerifiedJwt verified) -> verified;
            case Verification.UnknownKey() -> throw refused("it names a key that the client does not have");
            case Verification.Invalid(String reason) -> throw refused(reason);
        };
    }

    private static Set<SigningAlgorithm> algorithms(Client client) {
        Set<SigningAlgorithm> algorithms = EnumSet.copyOf(client.profile().algorithms());
        client.flows().requests().algorithm().map(EnumSet::of).ifPresent(algorithms::retainAll);
        return algorithms;
    }

    /** One that says of the client what an assertion says of it could be one (RFC 9101 §10.8). */
    private void checkWhose(Client client, JsonObject claims) {
        String id = client.id().value();
        if (claims.string("iss").filter(iss -> !iss.equals(id)).isPresent()) {
            throw refused("iss is not the client");
        }
        if (claims.string("client_id").filter(named -> !named.equals(id)).isPresent()) {
            throw refused("client_id is not the one beside it");
        }
        if (claims.string("sub").filter(id::equals).isPresent()) {
            throw refused("sub must not be the client");
        }
        if (claims.has("aud") && !claims.strings("aud").contains(issuer.value())) {
            throw refused("aud is not the issuer " + issuer);
        }
        if (claims.has("request") || claims.has("request_uri")) {
            throw refused("it must hold no other request object");
        }
    }

    private void checkWhen(JsonObject claims) {
        Instant now = clock.instant();
        if (time(claims, "exp").filter(exp -> !now.minus(LEEWAY).isBefore(exp)).isPresent()) {
            throw refused("it has expired");
        }
        if (time(claims, "nbf").filter(now.plus(LEEWAY)::isBefore).isPresent()) {
            throw refused("it is not valid yet");
        }
        if (time(claims, "iat").filter(now.plus(LEEWAY)::isBefore).isPresent()) {
            throw refused("it is from the future");
        }
    }

    /**
     * It says for whom it is, from when and until when, an hour at most, so that it proves what was asked for at that time (FAPI 1
     * Advanced §5.2.2-13, -15 and -17, FAPI 2.0 Message Signing §5.3.1).
     */
    private void checkNarrow(JsonObject claims) {
        Instant notBefore = time(claims, "nbf").orElseThrow(() -> refused("it has no nbf"));
        Instant expiresAt = time(claims, "exp").orElseThrow(() -> refused("it has no exp"));
        if (!claims.has("aud")) {
            throw refused("it has no aud; that must be the issuer " + issuer);
        }
        if (notBefore.isBefore(clock.instant().minus(LONGEST))) {
            throw refused("its nbf is more than an hour ago");
        }
        if (expiresAt.isAfter(notBefore.plus(LONGEST))) {
            throw refused("it is valid for more than an hour");
        }
    }

    private static Optional<Instant> time(JsonObject claims, String name) {
        return claims.number(name).map(Instant::ofEpochSecond);
    }

    /** Numbers, truths and structures are written as JSON; only {@code resource} may be there more than once (RFC 8707 §2). */
    private static List<String> values(JsonObject claims, String name) {
        if (ABOUT_ITSELF.contains(name) || !claims.has(name)) {
            return List.of();
        }
        Object value = claims.members().get(name);
        if (value instanceof String text) {
            return List.of(text);
        }
        return name.equals("resource") ? claims.strings(name) : List.of(claims.json(name));
    }

    /** What must stand beside it for OAuth 2.0's sake must be the same (OIDC Core §6.1). */
    private static void checkAgreement(Parameters parameters, Parameters sent) {
        Optional<String> outside = sent.one("response_type");
        if (outside.isPresent() && !outside.equals(parameters.one("response_type"))) {
            throw refused("response_type is not the one beside it");
        }
    }

    private static OAuthException refused(String reason) {
        return new OAuthException(ErrorCode.INVALID_REQUEST_OBJECT, "the request object is not valid: " + reason);
    }
}
