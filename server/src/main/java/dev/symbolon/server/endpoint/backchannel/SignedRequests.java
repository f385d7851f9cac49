package dev.symbolon.server.endpoint.backchannel;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.authentication.ClientSignatures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads authentication requests that a client has signed (CIBA Core §7.1.1). A client that is registered for signing must; and of what is
 * signed nothing may stand beside it.
 */
final class SignedRequests {

    private static final Set<String> TYPES = Set.of("jwt", "oauth-authz-req+jwt");
    private static final List<String> REQUIRED = List.of("iss", "aud", "exp", "iat", "nbf", "jti");
    private static final Set<String> AUTHENTICATION =
            Set.of("request", "client_id", "client_secret", "client_assertion", "client_assertion_type");
    private static final Duration LEEWAY = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(60);

    private final Issuer issuer;
    private final ClientSignatures signatures;
    private final InstantSource clock;

    SignedRequests(Issuer issuer, ClientSignatures signatures, InstantSource clock) {
        this.issuer = issuer;
        this.signatures = signatures;
        this.clock = clock;
    }

    /**
     * The parameters of the request, out of the JWT if there is one.
     *
     * @throws OAuthException {@code invalid_request} if the client should have signed it, or not so
     */
    Parameters read(Client client, Parameters sent) {
        Optional<String> jwt = sent.one("request");
        Optional<SigningAlgorithm> algorithm = client.flows().backchannel().algorithm();
        boolean mustSign = algorithm.isPresent() || client.profile().bindsBackchannelRequests();
        if (jwt.isEmpty() && !mustSign) {
            return sent;
        }
        if (jwt.isEmpty()) {
            throw OAuthException.invalidRequest("the client must sign its requests, in the parameter request");
        }
        if (algorithm.filter(client.profile().algorithms()::contains).isEmpty()) {
            throw OAuthException.invalidRequest(
                    "the client is not registered for signed requests by an algorithm that it may use:"
                            + " backchannel_authentication_request_signing_alg");
        }
        sent.names().stream()
                .filter(name -> !AUTHENTICATION.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw OAuthException.invalidRequest("what is signed must not stand beside request as well");
                });
        return parameters(client, verified(client, jwt.get(), algorithm.get()));
    }

    private VerifiedJwt verified(Client client, String jwt, SigningAlgorithm algorithm) {
        return switch (signatures.verify(client, jwt, EnumSet.of(algorithm))) {
            case Verification.Valid(VerifiedJwt verified) -> verified;
            case Verification.UnknownKey() -> throw refused("it names a key that the client does not have");
            case Verification.Invalid(String reason) -> throw refused(reason);
        };
    }

    private Parameters parameters(Client client, VerifiedJwt jwt) {
        if (jwt.type().filter(type -> !TYPES.contains(type)).isPresent()) {
            throw refused("it was signed for another purpose: typ is none of " + TYPES);
        }
        JsonObject claims = jwt.claims();
        try {
            checkWhose(client, claims);
            checkWhen(claims);
            return Parameters.of(claims.names(), name -> values(claims, name));
        } catch (JsonException e) {
            throw refused(e.getMessage());
        }
    }

    /** What the JWT says of itself is no parameter. Numbers are written as JSON; only {@code resource} may be there more than once. */
    private static List<String> values(JsonObject claims, String name) {
        if (REQUIRED.contains(name) || !claims.has(name)) {
            return List.of();
        }
        if (name.equals("resource")) {
            return claims.strings(name);
        }
        return List.of(claims.members().get(name) instanceof String text ? text : claims.json(name));
    }

    private void checkWhose(Client client, JsonObject claims) {
        REQUIRED.stream().filter(name -> !claims.has(name)).findFirst().ifPresent(name -> {
            throw refused(name + " is missing");
        });
        String id = client.id().value();
        if (!claims.requiredString("iss").equals(id)) {
            throw refused("iss is not the client");
        }
        if (claims.string("sub").filter(id::equals).isPresent()) {
            throw refused("sub must not be the client");
        }
        if (!claims.strings("aud").contains(issuer.value())) {
            throw refused("aud is not the issuer " + issuer);
        }
    }

    private void checkWhen(JsonObject claims) {
        Instant now = clock.instant();
        Instant from = time(claims, "nbf");
        Instant until = time(claims, "exp");
        if (!now.minus(LEEWAY).isBefore(until)) {
            throw refused("it has expired");
        }
        if (now.plus(LEEWAY).isBefore(from)) {
            throw refused("it is not valid yet");
        }
        if (from.plus(LONGEST).isBefore(until) || from.plus(LONGEST).isBefore(now)) {
            throw refused("it must be good for at most 60 minutes, from nbf to exp");
        }
    }

    private static Instant time(JsonObject claims, String name) {
        return claims.number(name).map(Instant::ofEpochSecond).orElseThrow(() -> refused(name + " is missing"));
    }

    private static OAuthException refused(String reason) {
        return new OAuthException(ErrorCode.INVALID_REQUEST, "the signed request is not valid: " + reason);
    }
}
