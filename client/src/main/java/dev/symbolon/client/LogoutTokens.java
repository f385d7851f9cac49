package dev.symbolon.client;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads logout tokens, each of them once (Back-Channel Logout §2.6). */
final class LogoutTokens {

    static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private static final String TYPE = "logout+jwt";

    /** Older providers call it what they call everything. */
    private static final Set<String> TYPES = Set.of(TYPE, "jwt");

    private static final int MOST_REMEMBERED = 10_000;

    private final Registration registration;
    private final Provider provider;
    private final InstantSource clock;
    private final int most;
    private final Map<String, Instant> read = new LinkedHashMap<>();

    LogoutTokens(Registration registration, Provider provider, InstantSource clock) {
        this(registration, provider, clock, MOST_REMEMBERED);
    }

    /** @param most the most tokens that are remembered */
    LogoutTokens(Registration registration, Provider provider, InstantSource clock, int most) {
        this.registration = registration;
        this.provider = provider;
        this.clock = clock;
        this.most = most;
    }

    LogoutToken read(String text) {
        try {
            VerifiedJwt jwt = signed(registration.protection().encryption().open(Encryption.Message.ID_TOKEN, text));
            checkEnvelope(jwt);
            checkTimes(jwt);
            LogoutToken token = content(jwt);
            refuseSecond(jwt);
            return token;
        } catch (JsonException e) {
            throw new OpenIdFailure.Invalid(Reason.CLAIM_MALFORMED, e.getMessage());
        } catch (OAuthException e) {
            throw new OpenIdFailure.Invalid(Reason.CLAIM_MALFORMED, e.detail());
        }
    }

    private VerifiedJwt signed(String token) {
        return switch (provider.verify(token, registration.strictness().algorithms())) {
            case Verification.Valid(VerifiedJwt jwt) -> jwt;
            case Verification.UnknownKey() ->
                throw new OpenIdFailure.Invalid(
                        Reason.KEY_UNKNOWN, "the logout token is signed with a key that the provider does not publish");
            case Verification.Invalid(String reason) ->
                throw new OpenIdFailure.Invalid(Reason.SIGNATURE_INVALID, "the logout token: " + reason);
        };
    }

    /** A nonce is forbidden, so that nobody can pass a logout token off as an ID token. */
    private void checkEnvelope(VerifiedJwt jwt) {
        if (jwt.type().filter(type -> !TYPES.contains(type)).isPresent()) {
            throw refused("its typ is not " + TYPE);
        }
        if (jwt.issuer().filter(registration.issuer().value()::equals).isEmpty()) {
            throw new OpenIdFailure.Invalid(Reason.ISSUER_MISMATCH, "iss is not " + registration.issuer());
        }
        if (!jwt.audience().contains(registration.clientId().value())) {
            throw new OpenIdFailure.Invalid(Reason.AUDIENCE_MISMATCH, "aud does not name this application");
        }
        if (jwt.claims()
                .object("events")
                .flatMap(events -> events.object(EVENT))
                .isEmpty()) {
            throw refused("events does not have " + EVENT);
        }
        if (jwt.claims().has("nonce")) {
            throw refused("it has a nonce");
        }
    }

    private void checkTimes(VerifiedJwt jwt) {
        Instant now = clock.instant();
        Duration skew = registration.strictness().clockSkew();
        Instant end =
                jwt.expiresAt().orElseThrow(() -> new OpenIdFailure.Invalid(Reason.EXPIRY_MISSING, "there is no exp"));
        Instant start = jwt.issuedAt()
                .orElseThrow(() -> new OpenIdFailure.Invalid(Reason.ISSUED_AT_MISSING, "there is no iat"));
        if (!now.isBefore(end.plus(skew))) {
            throw new OpenIdFailure.Invalid(Reason.EXPIRED, "ended at " + end + "; it is " + now + " here");
        }
        if (start.isAfter(now.plus(skew))) {
            throw new OpenIdFailure.Invalid(
                    Reason.ISSUED_IN_THE_FUTURE, "issued at " + start + "; it is " + now + " here");
        }
    }

    private LogoutToken content(VerifiedJwt jwt) {
        JsonObject claims = jwt.claims();
        Optional<Subject> subject = claims.string("sub").map(Subject::parse);
        Optional<String> sessionId = claims.string("sid");
        if (subject.isEmpty() && sessionId.isEmpty()) {
            throw refused("it has neither sub nor sid");
        }
        return new LogoutToken(registration.issuer(), subject, sessionId);
    }

    /** As long as a token is good, its jti is remembered. */
    private synchronized void refuseSecond(VerifiedJwt jwt) {
        String name = jwt.claims().string("jti").orElseThrow(() -> refused("it has no jti"));
        Instant now = clock.instant();
        read.values().removeIf(until -> !until.isAfter(now));
        if (read.containsKey(name)) {
            throw new OpenIdFailure.Invalid(Reason.LOGOUT_TOKEN_REPLAYED, "the logout token has been read already");
        }
        if (read.size() == most) {
            read.remove(read.keySet().iterator().next());
        }
        read.put(
                name,
                jwt.expiresAt().orElseThrow().plus(registration.strictness().clockSkew()));
    }

    private static OpenIdFailure.Invalid refused(String detail) {
        return new OpenIdFailure.Invalid(Reason.LOGOUT_TOKEN_INVALID, "the logout token is none: " + detail);
    }
}
