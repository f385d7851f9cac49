package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.dpop.DpopProof;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.token.ProofOfPossession;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says by which schemes access tokens are presented, and what is wrong with the one that was (RFC 6750 §3, RFC 9449 §7.1). */
public final class Challenges {

    private static final String FIELD = "WWW-Authenticate";
    private static final String DPOP = "DPoP algs=\""
            + DpopProof.ALGORITHMS.stream().map(SigningAlgorithm::name).collect(Collectors.joining(" ")) + "\"";

    private final ProofOfPossession possession;

    public Challenges(ProofOfPossession possession) {
        this.possession = possession;
    }

    /** The answer to a request without a token: it did nothing wrong, so that no error is named (RFC 6750 §3.1). */
    public HttpResponse missing() {
        HttpResponse response = HttpResponse.of(401).uncached().withHeader(FIELD, TokenResponse.BEARER);
        return possession.isServed() ? response.withAnotherHeader(FIELD, DPOP) : response;
    }

    /** The response with the refusal of the token that the request bears. */
    HttpResponse refusing(HttpRequest request, HttpResponse response, OAuthException refusal) {
        boolean byDpop =
                request.header("Authorization").flatMap(possession::scheme).equals(Optional.of(TokenResponse.DPOP));
        String what = "error=\"" + refusal.error().code() + "\", error_description=\"" + refusal.description() + "\""
                + scope(refusal);
        HttpResponse challenged = byDpop
                ? response.withHeader(FIELD, DPOP + ", " + what)
                : response.withHeader(FIELD, TokenResponse.BEARER + " " + what);
        HttpResponse complete =
                possession.isServed() && !byDpop ? challenged.withAnotherHeader(FIELD, DPOP) : challenged;
        return refusal.error() == ErrorCode.USE_DPOP_NONCE ? possession.withNonce(complete) : complete;
    }

    private static String scope(OAuthException refusal) {
        return refusal.error() == ErrorCode.INSUFFICIENT_SCOPE ? ", scope=\"" + Scope.OPENID + "\"" : "";
    }

    /** A proof that is not good is as a token that is not good. */
    static int status(OAuthException refusal) {
        return switch (refusal.error()) {
            case INVALID_DPOP_PROOF, USE_DPOP_NONCE -> ErrorCode.INVALID_TOKEN.status();
            default -> refusal.error().status();
        };
    }
}
