package dev.symbolon.client;

import dev.symbolon.client.CheckResult.Part;
import dev.symbolon.client.Finding.DoesNotApply;
import dev.symbolon.client.Finding.Fails;
import dev.symbolon.client.Finding.Holds;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Verifies what holds for every ID token, whichever way it came (OIDC Core §3.1.3.7, 2–10). */
final class IdTokens {

    private final Registration registration;
    private final Provider provider;
    private final InstantSource clock;

    IdTokens(Registration registration, Provider provider, InstantSource clock) {
        this.registration = registration;
        this.provider = provider;
        this.clock = clock;
    }

    VerifiedIdToken verify(IdToken token, Part part, Checks checks) {
        Encryption encryption = registration.protection().encryption();
        IdToken opened = new IdToken(encryption.open(Encryption.Message.ID_TOKEN, token.value()));
        checks.check(Check.ENCRYPTION, part, () -> encrypted(encryption));
        VerifiedJwt jwt = signed(opened);
        checks.check(Check.SIGNATURE, part, () -> new Holds("signed by the provider with " + jwt.algorithm()));
        checks.check(Check.ISSUER, part, () -> issuer(jwt));
        checks.check(Check.AUDIENCE, part, () -> audience(jwt));
        checks.check(Check.AUTHORIZED_PARTY, part, () -> authorizedParty(jwt));
        checks.check(Check.EXPIRY, part, () -> expiry(jwt));
        checks.check(Check.ISSUED_AT, part, () -> issuedAt(jwt));
        return new VerifiedIdToken(opened, jwt, subject(jwt));
    }

    private static Finding encrypted(Encryption encryption) {
        return encryption.covers(Encryption.Message.ID_TOKEN)
                ? new Holds("encrypted for this application with "
                        + encryption.algorithms().enc())
                : new DoesNotApply("ID tokens are not to be encrypted");
    }

    private VerifiedJwt signed(IdToken token) {
        return switch (provider.verify(token.value(), registration.strictness().algorithms())) {
            case Verification.Valid(VerifiedJwt jwt) -> jwt;
            case Verification.UnknownKey() ->
                throw new OpenIdFailure.Invalid(
                        Reason.KEY_UNKNOWN, "the ID token is signed with a key that the provider does not publish");
            case Verification.Invalid(String reason) ->
                throw new OpenIdFailure.Invalid(Reason.SIGNATURE_INVALID, "the ID token: " + reason);
        };
    }

    private Finding issuer(VerifiedJwt jwt) {
        String expected = registration.issuer().value();
        return jwt.issuer().filter(expected::equals).isPresent()
                ? new Holds("iss is " + expected)
                : new Fails(Reason.ISSUER_MISMATCH, "iss is not " + expected);
    }

    private Finding audience(VerifiedJwt jwt) {
        List<String> audience = jwt.audience();
        if (!audience.contains(registration.clientId().value())) {
            return new Fails(Reason.AUDIENCE_MISMATCH, "aud does not name this application");
        }
        boolean trusted = audience.stream()
                .allMatch(one -> one.equals(registration.clientId().value())
                        || registration.strictness().trustedAudiences().contains(one));
        return trusted
                ? new Holds("aud is " + String.join(", ", audience))
                : new Fails(Reason.AUDIENCE_MISMATCH, "aud names somebody who is not trusted beside this application");
    }

    private Finding authorizedParty(VerifiedJwt jwt) {
        Optional<String> party = jwt.claims().string("azp");
        if (party.isEmpty() && jwt.audience().size() > 1) {
            return new Fails(Reason.AUTHORIZED_PARTY_MISMATCH, "there are several audiences and no azp");
        }
        if (party.isEmpty()) {
            return new DoesNotApply("there is one audience and no azp");
        }
        return party.get().equals(registration.clientId().value())
                ? new Holds("azp is " + party.get())
                : new Fails(Reason.AUTHORIZED_PARTY_MISMATCH, "azp is not this application");
    }

    private Finding expiry(VerifiedJwt jwt) {
        Optional<Instant> end = jwt.expiresAt();
        if (end.isEmpty()) {
            return new Fails(Reason.EXPIRY_MISSING, "there is no exp");
        }
        Instant now = clock.instant();
        return now.isBefore(end.get().plus(skew()))
                ? new Holds("ends at " + end.get())
                : new Fails(Reason.EXPIRED, "ended at " + end.get() + "; it is " + now + " here");
    }

    private Finding issuedAt(VerifiedJwt jwt) {
        Optional<Instant> start = jwt.issuedAt();
        if (start.isEmpty()) {
            return new Fails(Reason.ISSUED_AT_MISSING, "there is no iat");
        }
        Instant now = clock.instant();
        Instant later = jwt.notBefore()
                .filter(notBefore -> notBefore.isAfter(start.get()))
                .orElse(start.get());
        return later.isAfter(now.plus(skew()))
                ? new Fails(
                        Reason.ISSUED_IN_THE_FUTURE,
                        "issued at " + later + " by the provider's clock, and it is " + now + " here: set the clocks")
                : new Holds("issued at " + start.get() + "; it is " + now + " here");
    }

    private Duration skew() {
        return registration.strictness().clockSkew();
    }

    private static Subject subject(VerifiedJwt jwt) {
        try {
            return Subject.parse(jwt.subject().orElse(""));
        } catch (OAuthException e) {
            throw new OpenIdFailure.Invalid(Reason.SUBJECT_MISSING, e.detail());
        } catch (JsonException e) {
            throw new OpenIdFailure.Invalid(Reason.CLAIM_MALFORMED, e.getMessage());
        }
    }
}
