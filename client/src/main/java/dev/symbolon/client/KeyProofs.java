package dev.symbolon.client;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.dpop.DpopProof;
import dev.symbolon.protocol.dpop.ProvenRequest;
import dev.symbolon.protocol.token.TokenResponse;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Puts access tokens into requests and, if the application has a key for it, proofs of the key, each with the latest nonce of the
 * server that it goes to (RFC 9449 §7.1, §8.2).
 */
final class KeyProofs {

    private static final int MOST_SERVERS = 1_000;

    private final Optional<DpopKey> key;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<String, String> nonces = new ConcurrentHashMap<>();

    KeyProofs(Optional<DpopKey> key, InstantSource clock, SecureRandom random) {
        this.key = key;
        this.clock = clock;
        this.random = random;
    }

    /** How the tokens must be typed: {@code DPoP} if there is a key, for then a bearer token would be a downgrade. */
    String tokenType() {
        return tokenType(key);
    }

    static String tokenType(Optional<DpopKey> key) {
        return key.isPresent() ? TokenResponse.DPOP : TokenResponse.BEARER;
    }

    /** The request with a proof, if there is a key. */
    HttpRequest proving(HttpRequest request) {
        return with(request, Optional.empty());
    }

    /** The request with the access token, and with a proof if there is a key. */
    HttpRequest bearing(HttpRequest request, AccessToken token) {
        HttpRequest authorized = HttpRequest.newBuilder(
                        request, (name, value) -> !name.equalsIgnoreCase("Authorization"))
                .header("Authorization", tokenType() + " " + token.value())
                .build();
        return with(authorized, Optional.of(token));
    }

    private HttpRequest with(HttpRequest request, Optional<AccessToken> token) {
        return key.map(present -> {
                    ProvenRequest proven = new ProvenRequest(request.method(), request.uri(), token);
                    Optional<String> nonce = Optional.ofNullable(nonces.get(origin(request.uri())));
                    return HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase(DpopProof.HEADER))
                            .header(DpopProof.HEADER, present.prove(proven, nonce, clock.instant(), random))
                            .build();
                })
                .orElse(request);
    }

    /** Remembers the nonce of an answer, if there is one. */
    void learn(URI server, HttpHeaders headers) {
        Optional<String> nonce = key.flatMap(present -> headers.firstValue(DpopProof.NONCE_HEADER));
        nonce.ifPresent(latest -> {
            if (nonces.size() >= MOST_SERVERS) {
                nonces.clear();
            }
            nonces.put(origin(server), latest);
        });
    }

    /** Whether an API says that the proof was good but for its nonce (RFC 9449 §9). */
    static boolean wantsNonce(int status, HttpHeaders headers) {
        return status == 401
                && headers.allValues("WWW-Authenticate").stream()
                        .anyMatch(challenge -> challenge.contains("\"use_dpop_nonce\""));
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }
}
