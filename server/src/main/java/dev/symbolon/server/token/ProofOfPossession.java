package dev.symbolon.server.token;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.CertificateThumbprint;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.certificate.ClientCertificate;
import dev.symbolon.protocol.dpop.DpopNonces;
import dev.symbolon.protocol.dpop.DpopProof;
import dev.symbolon.protocol.dpop.DpopProofs;
import dev.symbolon.protocol.dpop.ProvenRequest;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Finds the key that a request proves to hold, by a proof or by the certificate of its connection, and holds it against the one that
 * a token is bound to (RFC 9449 §5, §7; RFC 8705 §3).
 */
public final class ProofOfPossession {

    private static final Duration MOST_AHEAD = Duration.ofMinutes(1);

    private final URI origin;
    private final MtlsSettings mtls;
    private final DpopNonces nonces;
    private final DpopProofs proofs;
    private final InstantSource clock;
    private final boolean isServed;

    /**
     * @param mtls says under which other address clients with certificates know the provider
     * @param isServed whether proofs are read at all; they are passed over otherwise
     */
    public ProofOfPossession(
            Issuer issuer, MtlsSettings mtls, DpopNonces nonces, InstantSource clock, boolean isServed) {
        this.origin = URI.create(issuer.value());
        this.mtls = mtls;
        this.nonces = nonces;
        this.proofs = new DpopProofs(Optional.of(nonces), clock);
        this.clock = clock;
        this.isServed = isServed;
    }

    public boolean isServed() {
        return isServed;
    }

    /**
     * The key that the tokens of this request will be bound to.
     *
     * @throws OAuthException {@code invalid_dpop_proof} or {@code use_dpop_nonce} if the proof is not good; {@code invalid_request}
     *     if the client must send a proof or show a certificate, and has not
     */
    public Confirmation of(HttpRequest request, Client client) {
        Optional<DpopProof> proof = proof(request, client, Optional.empty());
        if (proof.isEmpty() && client.tokens().senderConstraint().dpopBound()) {
            throw OAuthException.invalidRequest("the client must send a DPoP proof with its token requests");
        }
        return new Confirmation(proof.map(DpopProof::key), certificate(request, client));
    }

    private static Optional<CertificateThumbprint> certificate(HttpRequest request, Client client) {
        if (!client.tokens().senderConstraint().certificateBound()) {
            return Optional.empty();
        }
        return Optional.of(request.certificate()
                .map(ClientCertificate::thumbprint)
                .orElseThrow(() -> OAuthException.invalidRequest(
                        "the client must show its certificate, which its access tokens are bound to")));
    }

    /**
     * The key that a pushed request proves to hold, if it does (RFC 9449 §10.1).
     *
     * @throws OAuthException {@code invalid_dpop_proof} or {@code use_dpop_nonce} if the proof is not good
     */
    public Optional<JwkThumbprint> proven(HttpRequest request, Client client) {
        return proof(request, client, Optional.empty()).map(DpopProof::key);
    }

    /** The key that the code of an authorization request will be bound to (RFC 9449 §10). */
    public Optional<JwkThumbprint> announced(Parameters parameters) {
        return isServed ? parameters.optional("dpop_jkt", JwkThumbprint::parse) : Optional.empty();
    }

    /**
     * Checks that whoever presents a token holds its key, and that the token is not passed off as one without (RFC 9449 §7.1, §7.2;
     * RFC 8705 §3).
     *
     * @param bound the key that the token is bound to
     * @throws OAuthException {@code invalid_token}, {@code invalid_dpop_proof} or {@code use_dpop_nonce}
     */
    public void check(HttpRequest request, PresentedToken presented, Confirmation bound, Client client) {
        if (!presented.scheme().equals(bound.tokenType())) {
            throw refused("the access token must be presented by the scheme " + bound.tokenType());
        }
        if (bound.jkt().isPresent()) {
            DpopProof proof = proof(request, client, Optional.of(presented.token()))
                    .orElseThrow(() -> new OAuthException(
                            ErrorCode.INVALID_DPOP_PROOF, "the access token must come with a DPoP proof"));
            if (!bound.jkt().get().matches(proof.key())) {
                throw refused("the access token is bound to another key than the one that is proved");
            }
        }
        if (bound.x5tS256().isPresent()
                && request.certificate()
                        .map(ClientCertificate::thumbprint)
                        .filter(bound.x5tS256().get()::matches)
                        .isEmpty()) {
            throw refused("the access token is bound to a certificate that the connection does not show");
        }
    }

    private Optional<DpopProof> proof(HttpRequest request, Client client, Optional<AccessToken> token) {
        List<String> fields = request.headers().all(DpopProof.HEADER);
        if (!isServed || fields.isEmpty()) {
            return Optional.empty();
        }
        URI target = origin.resolve(request.path());
        ProvenRequest proven = new ProvenRequest(request.method(), target, mtls.alias(target), token);
        DpopProof proof =
                proofs.accept(fields, proven, client.tokens().senderConstraint().dpopNonce());
        checkProfile(proof, client.profile());
        return Optional.of(proof);
    }

    /** A nonce says when a proof was made, but FAPI 2.0 wants its own time to be right as well (§5.3.2.1-13, §5.4.1). */
    private void checkProfile(DpopProof proof, Profile profile) {
        if (!profile.algorithms().contains(proof.algorithm())) {
            throw new OAuthException(
                    ErrorCode.INVALID_DPOP_PROOF,
                    "the DPoP proof must be signed by one of " + profile.algorithms() + ", by the profile " + profile);
        }
        if (profile.isFapi2() && proof.issuedAt().isAfter(clock.instant().plus(MOST_AHEAD))) {
            throw new OAuthException(ErrorCode.INVALID_DPOP_PROOF, "the DPoP proof is from the future");
        }
    }

    /** The scheme by which the token in an Authorization header is presented, if it is one by which tokens are. */
    public Optional<String> scheme(String authorization) {
        return List.of(TokenResponse.BEARER, TokenResponse.DPOP).stream()
                .filter(scheme -> isServed || scheme.equals(TokenResponse.BEARER))
                .filter(scheme -> authorization.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1))
                .findFirst();
    }

    /** The answer with a nonce for the next proof, if the client needs one. */
    public HttpResponse withNextNonce(HttpResponse response, Client client) {
        return isServed && client.tokens().senderConstraint().dpopNonce() ? withNonce(response) : response;
    }

    /** The answer with a nonce, for a client that has none yet or an old one. */
    public HttpResponse withNonce(HttpResponse response) {
        return response.withHeader(DpopProof.NONCE_HEADER, nonces.next());
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_TOKEN, detail);
    }
}
