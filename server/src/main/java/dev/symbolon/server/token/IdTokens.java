package dev.symbolon.server.token;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.AuthorizationCode;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Nonce;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.State;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.Approval;
import dev.symbolon.server.authorization.AuthorizationId;
import dev.symbolon.server.authorization.ClaimPermissions;
import dev.symbolon.server.authorization.Subjects;
import dev.symbolon.server.claim.ClaimLanguages;
import dev.symbolon.server.claim.UserClaims;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.key.SigningKeys;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Makes ID tokens (OIDC Core §2, §3.3.2.11, §3.3.3.6), and reads the provider's own again when they come back as hints. */
public final class IdTokens {

    /** How people sign in here: with a password, one factor (OIDC Core §2, {@code acr}). */
    public static final String ACR = "urn:symbolon:acr:password";

    private static final String TYPE = "JWT";

    private final Issuer issuer;
    private final UserClaims userClaims;
    private final Subjects subjects;
    private final SigningKeys keys;
    private final Signatures signatures;
    private final Encryptions encryptions;
    private final InstantSource clock;
    private final SecureRandom random;

    public IdTokens(
            Issuer issuer,
            UserClaims userClaims,
            Subjects subjects,
            SigningKeys keys,
            Signatures signatures,
            Encryptions encryptions,
            InstantSource clock,
            SecureRandom random) {
        this.issuer = issuer;
        this.userClaims = userClaims;
        this.subjects = subjects;
        this.keys = keys;
        this.signatures = signatures;
        this.encryptions = encryptions;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What an ID token binds together.
     *
     * @param code the code that travels with it ({@code c_hash})
     * @param accessToken the access token that travels with it ({@code at_hash})
     * @param state the state that travels with it ({@code s_hash}, FAPI 1 Advanced §5.2.2.1)
     * @param alone whether no access token will ever come of the request, so that the claims of the scope have no other way
     *     (OIDC Core §5.4)
     */
    public record Bindings(
            Optional<Nonce> nonce,
            Optional<AuthorizationCode> code,
            Optional<AccessToken> accessToken,
            Optional<State> state,
            boolean alone) {}

    /** @param authorization which {@code jti} begins with, so that whoever presents the token is led to it */
    public IdToken issue(Client client, AuthorizationId authorization, Approval approval, Bindings bindings) {
        SigningAlgorithm algorithm = client.tokens().signing().idToken();
        Instant now = clock.instant();
        JsonObject claims = aboutThePerson(client, approval, bindings)
                .with("iss", issuer)
                .with("sub", subjects.of(client, approval.subject()))
                .with("aud", client.id())
                .with("exp", now.plus(client.tokens().lifetimes().idToken()).getEpochSecond())
                .with("iat", now.getEpochSecond())
                .with("jti", authorization + "." + RandomText.of(random, 9))
                .with("auth_time", approval.authenticatedAt().getEpochSecond())
                .with("acr", ACR)
                .with("amr", List.of("pwd"))
                .with("sid", subjects.of(client, approval.session()))
                .with("may_act", MayAct.of(client))
                .with("nonce", bindings.nonce().map(Nonce::value))
                .with("c_hash", bindings.code().map(code -> algorithm.leftHalfHash(code.value())))
                .with("at_hash", bindings.accessToken().map(token -> algorithm.leftHalfHash(token.value())))
                .with("s_hash", bindings.state().map(state -> algorithm.leftHalfHash(state.value())));
        String signed = signatures.sign(algorithm, TYPE, claims);
        return new IdToken(
                encryptions.encrypt(client, signed, client.tokens().encryption().idToken()));
    }

    private JsonObject aboutThePerson(Client client, Approval approval, Bindings bindings) {
        Scope identity = approval.permissions().identity();
        boolean tellsAll = client.tokens().claimsInIdToken() || bindings.alone();
        List<String> named = ClaimPermissions.claimsInIdToken(identity);
        if (!tellsAll && named.isEmpty()) {
            return JsonObject.empty();
        }
        JsonObject claims = userClaims.of(approval.subject(), identity).orElse(JsonObject.empty());
        return tellsAll ? claims : ClaimLanguages.told(claims, named);
    }

    /**
     * Whom and what for an ID token of this provider was issued.
     *
     * @param subject the person, by the name that the audience knows
     */
    public record Hint(Subject subject, List<String> audience) {}

    /**
     * Reads an ID token that comes back as a hint; it may have expired (RP-Initiated Logout §2), but it must be ours. Of all that this
     * provider signs as {@code JWT}, ID tokens alone have a subject and an end.
     */
    public Optional<Hint> read(IdToken hint) {
        return ours(hint).flatMap(jwt -> jwt.subject().map(subject -> new Hint(new Subject(subject), jwt.audience())));
    }

    /** An ID token of this provider that has not expired. One of a version before has no {@code jti}, and is none. */
    public Optional<VerifiedIdToken> verify(IdToken token) {
        return ours(token)
                .filter(jwt -> jwt.subject().isPresent() && jwt.claims().has("jti"))
                .map(IdTokens::verified)
                .filter(verified -> clock.instant().isBefore(verified.expiresAt()));
    }

    private static VerifiedIdToken verified(VerifiedJwt jwt) {
        String jti = jwt.claims().requiredString("jti");
        return new VerifiedIdToken(
                new AuthorizationId(jti.substring(0, Math.max(0, jti.indexOf('.')))),
                new ClientId(jwt.audience().getFirst()),
                jwt.expiresAt().orElse(Instant.EPOCH),
                jwt.claims());
    }

    private Optional<VerifiedJwt> ours(IdToken token) {
        Verification verification = keys.verification().verify(token.value(), EnumSet.allOf(SigningAlgorithm.class));
        return verification instanceof Verification.Valid(VerifiedJwt jwt)
                        && jwt.type().filter("jwt"::equals).isPresent()
                        && jwt.issuer().filter(issuer.value()::equals).isPresent()
                        && jwt.claims().has("exp")
                ? Optional.of(jwt)
                : Optional.empty();
    }
}
