package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.jose.UnverifiedJwt;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** Verifies what the issuers that a client may bring the word of have signed about a person (RFC 7523 §2.1, §3). Each is good once. */
public final class Testimonies {

    private static final Set<String> TYPES = Set.of("jwt", "authorization-grant+jwt");

    /** No client identifier begins so: what is used as one kind of assertion is not used as the other. */
    private static final String KIND = "\0grant\0";

    private final ClientSignatures signatures;
    private final AssertionRules rules;

    public Testimonies(Issuer issuer, ClientSignatures signatures, UsedAssertions used, InstantSource clock) {
        this.signatures = signatures;
        Set<String> audiences =
                Set.of(issuer.value(), issuer.resolve("/oauth/token").toString());
        this.rules = new AssertionRules(audiences, used, clock, ErrorCode.INVALID_GRANT);
    }

    /** A testimony that has not been used yet; to use it is another step, so that a request that fails for another reason costs none. */
    public record Unused(Testimony testimony, JsonObject claims, Instant expiresAt) {

        @Override
        public String toString() {
            return "Unused[" + testimony + "]";
        }
    }

    /** @throws OAuthException {@code invalid_grant} with what is wrong with it */
    public Unused verify(Client client, String jwt) {
        try {
            AssertionIssuer issuer = issuer(client, jwt);
            JsonObject claims = signed(issuer, jwt);
            rules.checkAudience(claims);
            Instant expiresAt = rules.checkWhen(claims, issuer.longest());
            return new Unused(new Testimony(issuer, claims.requiredString("sub")), claims, expiresAt);
        } catch (JsonException e) {
            throw rules.refused("the assertion is malformed: " + e.getMessage());
        }
    }

    /** @throws OAuthException {@code invalid_grant} if it has been used meanwhile or before */
    public void use(Unused unused) {
        try {
            rules.checkFirst(KIND + unused.testimony().issuer().issuer(), unused.claims(), unused.expiresAt());
        } catch (JsonException e) {
            throw rules.refused("the assertion is malformed: " + e.getMessage());
        }
    }

    private AssertionIssuer issuer(Client client, String jwt) {
        String named = UnverifiedJwt.parse(jwt)
                .orElseThrow(() -> rules.refused("the assertion is no signed JWT"))
                .claim("iss");
        return client.flows().exchange().issuers().stream()
                .filter(issuer -> issuer.issuer().equals(named))
                .findFirst()
                .orElseThrow(() -> rules.refused("iss of the assertion is none whose word the client may bring"));
    }

    private JsonObject signed(AssertionIssuer issuer, String jwt) {
        return switch (signatures.verify(issuer.keys(), jwt, issuer.algorithms())) {
            case Verification.Valid(VerifiedJwt verified) -> checked(verified);
            case Verification.UnknownKey() ->
                throw rules.refused("the assertion names a key that its issuer does not have");
            case Verification.Invalid(String reason) -> throw rules.refused("the assertion is not valid: " + reason);
        };
    }

    /** What was signed for another purpose, for instance as an access token, is no assertion (RFC 8725 §3.11). */
    private JsonObject checked(VerifiedJwt verified) {
        if (verified.type().filter(type -> !TYPES.contains(type)).isPresent()) {
            throw rules.refused("the assertion was signed for another purpose: typ is none of " + TYPES);
        }
        return verified.claims();
    }
}
