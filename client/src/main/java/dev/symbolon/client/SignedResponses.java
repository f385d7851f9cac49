package dev.symbolon.client;

import dev.symbolon.client.CheckResult.Part;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.State;
import dev.symbolon.protocol.jose.UnverifiedJwt;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes authorization responses out of the JWTs that they come in (JARM §2.4). */
final class SignedResponses {

    private static final List<String> OF_THE_JWT = List.of("aud", "exp", "iat", "nbf", "jti");

    private final Registration registration;
    private final Provider provider;
    private final InstantSource clock;

    SignedResponses(Registration registration, Provider provider, InstantSource clock) {
        this.registration = registration;
        this.provider = provider;
        this.clock = clock;
    }

    /** The state that an answer names, wherever it stands; not verified, but enough to find the login whose answer it claims to be. */
    Optional<State> state(Callback callback) {
        return callback.signedResponse()
                .map(jwt -> statedBy(opened(jwt)))
                .orElse(callback)
                .state();
    }

    /** The state that an unverified answer names (JARM §2.4, 2). */
    static Callback statedBy(String jwt) {
        UnverifiedJwt claimed = UnverifiedJwt.parse(jwt).orElseThrow(() -> malformed("the answer is no signed JWT"));
        String state = claimed.claim("state");
        Parameters parameters =
                state.isEmpty() ? Parameters.none() : Parameters.none().with("state", state);
        return new Callback(ResponseMode.QUERY_JWT, parameters);
    }

    /** The parameters of the answer, once signature, issuer, audience and expiry are checked; one that is not signed as it is. */
    Callback open(Callback callback, ExpectedAnswer expected, Checks checks) {
        Optional<String> jwt = callback.signedResponse();
        if (jwt.isEmpty()) {
            checks.check(Check.RESPONSE_JWT, Part.AUTHORIZATION_RESPONSE, () -> unsigned(expected));
            return callback;
        }
        if (callback.parameters().names().size() > 1) {
            throw malformed("something stands beside the signed answer");
        }
        VerifiedJwt verified = verified(opened(jwt.get()));
        checks.check(Check.RESPONSE_JWT, Part.AUTHORIZATION_RESPONSE, () -> addressed(verified));
        return new Callback(callback.mode().signed(), parameters(verified.claims()));
    }

    private String opened(String response) {
        return encryption().open(Encryption.Message.AUTHORIZATION_RESPONSE, response);
    }

    private Encryption encryption() {
        return registration.protection().encryption();
    }

    private static Finding unsigned(ExpectedAnswer expected) {
        return expected.responseMode().isSigned()
                ? new Finding.Fails(Reason.RESPONSE_UNSIGNED, "a signed answer was asked for, and one came that is not")
                : new Finding.DoesNotApply("the answer is not to be signed");
    }

    private VerifiedJwt verified(String jwt) {
        return switch (provider.verify(jwt, registration.strictness().algorithms())) {
            case Verification.Valid(VerifiedJwt verified) -> verified;
            case Verification.UnknownKey() ->
                throw new OpenIdFailure.Invalid(
                        Reason.KEY_UNKNOWN, "the answer is signed with a key that the provider does not publish");
            case Verification.Invalid(String reason) ->
                throw new OpenIdFailure.Invalid(Reason.SIGNATURE_INVALID, "the signed answer: " + reason);
        };
    }

    private Finding addressed(VerifiedJwt jwt) {
        if (jwt.issuer().filter(registration.issuer().value()::equals).isEmpty()) {
            return new Finding.Fails(Reason.ISSUER_MISMATCH, "iss of the signed answer is not the provider");
        }
        if (!jwt.audience().equals(List.of(registration.clientId().value()))) {
            return new Finding.Fails(Reason.AUDIENCE_MISMATCH, "aud of the signed answer is not this application");
        }
        Optional<Instant> end = jwt.expiresAt();
        if (end.isEmpty()) {
            return new Finding.Fails(Reason.EXPIRY_MISSING, "the signed answer has no exp");
        }
        return clock.instant().isBefore(end.get().plus(registration.strictness().clockSkew()))
                ? new Finding.Holds("signed by the provider with " + jwt.algorithm() + " until " + end.get())
                : new Finding.Fails(Reason.EXPIRED, "the signed answer ended at " + end.get());
    }

    /** Every claim that is not the JWT's own is a parameter (JARM §2.1); {@code iss} is both. */
    private static Parameters parameters(JsonObject claims) {
        Set<String> names = new LinkedHashSet<>(claims.names());
        OF_THE_JWT.forEach(names::remove);
        try {
            return Parameters.of(names, name -> texts(claims.members().get(name)));
        } catch (OAuthException e) {
            throw malformed(e.detail());
        }
    }

    private static List<String> texts(@Nullable Object value) {
        return value == null ? List.of() : List.of(value.toString());
    }

    private static OpenIdFailure malformed(String detail) {
        return new OpenIdFailure.Invalid(Reason.CALLBACK_MALFORMED, detail);
    }
}
