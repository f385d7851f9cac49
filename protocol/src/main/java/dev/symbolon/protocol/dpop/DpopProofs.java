package dev.symbolon.protocol.dpop;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Accepts proofs: each for the very request that it comes with, for a short time, and once (RFC 9449 §4.3). Safe for concurrent
 * use.
 *
 * <p>That it is once holds for this instance: a server of several nodes accepts a proof once on each of them.
 */
public final class DpopProofs {

    /** For how long after it was made a proof is good, by the clock of who made it. */
    public static final Duration LIFETIME = Duration.ofMinutes(1);

    /** For how long a nonce is good; a proof with one is as old as the nonce, whatever its own time says. */
    public static final Duration NONCE_LIFETIME = Duration.ofMinutes(3);

    private static final Duration FUTURE = Duration.ofSeconds(30);
    private static final int MOST_REMEMBERED = 500_000;

    private final Optional<DpopNonces> nonces;
    private final InstantSource clock;
    private final SeenProofs seen;

    /** @param nonces absent means that this server gives out none: those of others are passed over */
    public DpopProofs(Optional<DpopNonces> nonces, InstantSource clock) {
        this.nonces = nonces;
        this.clock = clock;
        this.seen = new SeenProofs(NONCE_LIFETIME, MOST_REMEMBERED);
    }

    /**
     * Accepts the proof of a request.
     *
     * @param fields the values of the header field {@code DPoP}
     * @param needsNonce whether a nonce of this server must be in it
     * @throws OAuthException {@code invalid_dpop_proof}, or {@code use_dpop_nonce} if it needs a nonce, or another one
     */
    public DpopProof accept(List<String> fields, ProvenRequest request, boolean needsNonce) {
        if (fields.size() != 1) {
            throw DpopProof.invalid("there must be one, in one header field");
        }
        DpopProof proof = DpopProof.parse(fields.getFirst());
        checkRequest(proof, request);
        checkAge(proof, needsNonce);
        if (!seen.isFirst(proof, clock.instant())) {
            throw DpopProof.invalid("it has been used already; make one for each request");
        }
        return proof;
    }

    private static void checkRequest(DpopProof proof, ProvenRequest request) {
        if (!proof.method().equals(request.method())) {
            throw DpopProof.invalid("its htm must be " + request.method());
        }
        if (!isSame(proof, request)) {
            throw DpopProof.invalid("its htu must be the address of the request, " + request.target());
        }
        if (request.accessToken().isPresent() && !proof.accessTokenHash().equals(request.accessTokenHash())) {
            throw DpopProof.invalid("its ath must be the hash of the access token");
        }
    }

    private static boolean isSame(DpopProof proof, ProvenRequest request) {
        try {
            TargetUri named = TargetUri.of(proof.target());
            return named.equals(TargetUri.of(request.target()))
                    || request.alias().map(TargetUri::of).filter(named::equals).isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void checkAge(DpopProof proof, boolean needsNonce) {
        Instant now = clock.instant();
        if (nonces.isPresent() && proof.nonce().isPresent()) {
            checkNonce(proof.nonce().flatMap(nonces.get()::givenAt), now);
            return;
        }
        if (needsNonce) {
            throw new OAuthException(ErrorCode.USE_DPOP_NONCE, "the DPoP proof must hold a nonce of this server");
        }
        if (proof.issuedAt().plus(LIFETIME).isBefore(now) || proof.issuedAt().isAfter(now.plus(FUTURE))) {
            throw DpopProof.invalid(
                    "it must be from the last " + LIFETIME.toSeconds() + " seconds; compare the clocks");
        }
    }

    private static void checkNonce(Optional<Instant> given, Instant now) {
        if (given.isEmpty() || given.get().plus(NONCE_LIFETIME).isBefore(now)) {
            throw new OAuthException(ErrorCode.USE_DPOP_NONCE, "the nonce of the DPoP proof is not good any more");
        }
    }
}
