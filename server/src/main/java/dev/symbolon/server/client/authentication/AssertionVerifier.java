package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.UnverifiedJwt;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.key.SecretDigests;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Verifies that a client has signed an assertion, by an algorithm that it is registered for (OIDC Core §9). */
final class AssertionVerifier {

    private static final Set<String> TYPES = Set.of("jwt", "client-authentication+jwt");

    private final ClientSignatures signatures;
    private final SecretDigests digests;
    private final InstantSource clock;

    AssertionVerifier(ClientSignatures signatures, SecretDigests digests, InstantSource clock) {
        this.signatures = signatures;
        this.digests = digests;
        this.clock = clock;
    }

    /**
     * The claims of the assertion.
     *
     * @throws OAuthException {@code invalid_client} if the client has not signed it, or not as an assertion
     */
    JsonObject claims(Client client, String jwt) {
        return client.credentials().method() == ClientAuthenticationMethod.CLIENT_SECRET_JWT
                ? signedBySecret(client.credentials(), jwt)
                : signedByKey(client, jwt);
    }

    private JsonObject signedByKey(Client client, String jwt) {
        return switch (signatures.verify(client, jwt, algorithms(client))) {
            case Verification.Valid(VerifiedJwt verified) -> checked(verified.type(), verified.claims());
            case Verification.UnknownKey() -> throw refused("the assertion names a key that the client does not have");
            case Verification.Invalid(String reason) -> throw refused("the assertion is not valid: " + reason);
        };
    }

    private static Set<SigningAlgorithm> algorithms(Client client) {
        Set<SigningAlgorithm> ofProfile = client.profile().algorithms();
        return client.credentials()
                .algorithm()
                .map(name -> SigningAlgorithm.find(name).stream()
                        .filter(ofProfile::contains)
                        .collect(Collectors.toSet()))
                .orElse(ofProfile);
    }

    private JsonObject signedBySecret(ClientCredentials credentials, String jwt) {
        UnverifiedJwt unverified = UnverifiedJwt.parse(jwt).orElseThrow(() -> refused("the assertion is no JWT"));
        MacAlgorithm algorithm = MacAlgorithm.find(unverified.algorithm())
                .filter(named ->
                        credentials.algorithm().map(named.name()::equals).orElse(true))
                .orElseThrow(() -> refused("the algorithm of the assertion is not the client's"));
        if (unverified.header().has("crit")) {
            throw refused("the header of the assertion has a critical parameter that is not understood");
        }
        boolean signed = credentials.keptSecrets(clock.instant()).stream()
                .flatMap(kept -> digests.opened(kept).stream())
                .filter(secret -> isLongEnough(secret, algorithm))
                .anyMatch(secret -> algorithm.verifies(jwt, secret));
        if (!signed) {
            throw refused("the signature of the assertion is wrong");
        }
        return checked(unverified.type(), unverified.claims());
    }

    private static boolean isLongEnough(Secret secret, MacAlgorithm algorithm) {
        return secret.length() >= algorithm.shortestSecret();
    }

    /** What was signed for another purpose, for instance as a request object, is no assertion (RFC 8725 §3.11). */
    private static JsonObject checked(Optional<String> type, JsonObject claims) {
        if (type.isPresent() && !TYPES.contains(type.get())) {
            throw refused("the assertion was signed for another purpose: typ is none of " + TYPES);
        }
        return claims;
    }

    static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_CLIENT, detail);
    }
}
