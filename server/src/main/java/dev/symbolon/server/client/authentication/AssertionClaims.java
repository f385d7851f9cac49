package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.configuration.MtlsSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks what a client has signed to say who it is (RFC 7523 §3, OIDC Core §9). */
final class AssertionClaims {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final Issuer issuer;
    private final AssertionRules rules;

    AssertionClaims(Issuer issuer, MtlsSettings mtls, UsedAssertions used, InstantSource clock) {
        this.issuer = issuer;
        List<URI> endpoints =
                List.of(issuer.resolve("/oauth/token"), issuer.resolve("/oauth/par"), issuer.resolve("/bc-authorize"));
        Set<String> audiences = Stream.concat(
                        Stream.of(issuer.value()),
                        endpoints.stream()
                                .flatMap(endpoint -> Stream.concat(Stream.of(endpoint), mtls.alias(endpoint).stream()))
                                .map(URI::toString))
                .collect(Collectors.toSet());
        this.rules = new AssertionRules(audiences, used, clock, ErrorCode.INVALID_CLIENT);
    }

    /** @throws OAuthException {@code invalid_client} if they do not hold, or the assertion was used before */
    void check(Client client, JsonObject claims) {
        try {
            if (!claims.requiredString("iss").equals(client.id().value())
                    || !claims.requiredString("sub").equals(client.id().value())) {
                throw rules.refused("iss and sub of the assertion must be the client's identifier");
            }
            if (client.profile().isFapi2()) {
                checkIssuer(claims);
            }
            rules.checkAudience(claims);
            Instant expiresAt = rules.checkWhen(claims, LONGEST);
            rules.checkFirst(client.id().value(), claims, expiresAt);
        } catch (JsonException e) {
            throw rules.refused("the assertion is malformed: " + e.getMessage());
        }
    }

    /** The address of an endpoint could be somebody else's who passes it on (FAPI 2.0 Security Profile §5.3.2.1-8). */
    private void checkIssuer(JsonObject claims) {
        if (!issuer.value().equals(claims.members().get("aud"))) {
            throw rules.refused("aud of the assertion must be the issuer, as a text");
        }
    }
}
