package dev.symbolon.client;

import dev.symbolon.client.CheckResult.Part;
import dev.symbolon.client.Finding.DoesNotApply;
import dev.symbolon.client.Finding.Fails;
import dev.symbolon.client.Finding.Holds;
import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.AuthorizationCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Checks that the halves fit: ID token and login, code and access token, and the two ID tokens (OIDC Core §3.3.2, §3.3.3). */
final class Bindings {

    private final PendingLogin pending;
    private final Strictness strictness;
    private final Checks checks;

    Bindings(PendingLogin pending, Strictness strictness, Checks checks) {
        this.pending = pending;
        this.strictness = strictness;
        this.checks = checks;
    }

    /** The ID token that came through the browser: the hashes must be there for what came along with it. */
    void checkFront(VerifiedIdToken token, Optional<AuthorizationCode> code, Optional<AccessToken> accessToken) {
        Part part = Part.FRONT_CHANNEL_ID_TOKEN;
        checkLogin(token, part);
        checks.check(
                Check.C_HASH,
                part,
                () -> code.map(AuthorizationCode::value)
                        .map(value -> cHash(token, value)
                                .orElseGet(() ->
                                        new Fails(Reason.C_HASH_MISSING, "a code came along and there is no c_hash")))
                        .orElseGet(() -> new DoesNotApply("no code came along")));
        checks.check(
                Check.AT_HASH,
                part,
                () -> accessToken
                        .map(value -> atHash(token, value)
                                .orElseGet(() -> new Fails(
                                        Reason.AT_HASH_MISSING, "an access token came along and there is no at_hash")))
                        .orElseGet(() -> new DoesNotApply("no access token came along")));
        checks.check(Check.S_HASH, part, () -> sHash(token));
    }

    private Finding sHash(VerifiedIdToken token) {
        Optional<String> hash = token.claims().string("s_hash");
        if (hash.isEmpty()) {
            return strictness.stateHashDemanded()
                    ? new Fails(Reason.S_HASH_MISSING, "there is no s_hash")
                    : new DoesNotApply("there is no s_hash, which may be");
        }
        return hash.get().equals(token.algorithm().leftHalfHash(pending.state().value()))
                ? new Holds("s_hash " + hash.get() + " is the hash of the state")
                : new Fails(Reason.S_HASH_MISMATCH, "s_hash is not the hash of the state of this login");
    }

    /** The ID token of the token endpoint: the hashes may be absent there (OIDC Core §3.3.3.6). */
    void checkBack(VerifiedIdToken token, AuthorizationCode code, AccessToken accessToken) {
        Part part = Part.TOKEN_ENDPOINT_ID_TOKEN;
        checkLogin(token, part);
        checks.check(
                Check.C_HASH,
                part,
                () -> cHash(token, code.value()).orElseGet(() -> new DoesNotApply("there is no c_hash, which may be")));
        checks.check(
                Check.AT_HASH,
                part,
                () -> atHash(token, accessToken)
                        .orElseGet(() -> new DoesNotApply("there is no at_hash, which may be")));
    }

    private static Optional<Finding> cHash(VerifiedIdToken token, String code) {
        return token.claims()
                .string("c_hash")
                .map(hash -> hash.equals(token.algorithm().leftHalfHash(code))
                        ? new Holds("c_hash " + hash + " is the hash of the code")
                        : new Fails(Reason.C_HASH_MISMATCH, "c_hash is not the hash of the code that came"));
    }

    private static Optional<Finding> atHash(VerifiedIdToken token, AccessToken accessToken) {
        return token.claims()
                .string("at_hash")
                .map(hash -> hash.equals(token.algorithm().leftHalfHash(accessToken.value()))
                        ? new Holds("at_hash " + hash + " is the hash of the access token")
                        : new Fails(Reason.AT_HASH_MISMATCH, "at_hash is not the hash of the access token that came"));
    }

    private void checkLogin(VerifiedIdToken token, Part part) {
        checks.check(Check.NONCE, part, () -> nonce(token));
        checks.check(Check.AUTHENTICATION_TIME, part, () -> authenticationTime(token));
    }

    private Finding nonce(VerifiedIdToken token) {
        Optional<String> nonce = token.claims().string("nonce");
        if (nonce.isEmpty()) {
            return new Fails(Reason.NONCE_MISSING, "there is no nonce");
        }
        return nonce.get().equals(pending.nonce().value())
                ? new Holds("nonce " + nonce.get() + " is the one of this login")
                : new Fails(Reason.NONCE_MISMATCH, "nonce is not the one of this login");
    }

    private Finding authenticationTime(VerifiedIdToken token) {
        Optional<Duration> maxAge = pending.expected().maxAge();
        if (maxAge.isEmpty()) {
            return new DoesNotApply("max_age was not asked for");
        }
        Optional<Instant> time = token.authenticatedAt();
        if (time.isEmpty()) {
            return new Fails(Reason.AUTHENTICATION_TIME_MISSING, "max_age was asked for and there is no auth_time");
        }
        Instant oldest = pending.startedAt().minus(maxAge.get()).minus(strictness.clockSkew());
        return time.get().isBefore(oldest)
                ? new Fails(
                        Reason.AUTHENTICATION_TOO_OLD,
                        "the person signed in at " + time.get() + ", longer ago than max_age allows")
                : new Holds("the person signed in at " + time.get());
    }

    /** Both ID tokens of one login (OIDC Core §3.3.3.6). Each one's issuer has been checked already. */
    void checkBoth(VerifiedIdToken front, VerifiedIdToken back) {
        checks.check(
                Check.SAME_PERSON,
                Part.BOTH_ID_TOKENS,
                () -> front.subject().equals(back.subject())
                        ? new Holds("both are of " + back.subject())
                        : new Fails(Reason.SUBJECT_MISMATCH, "the two ID tokens are of different people"));
    }
}
