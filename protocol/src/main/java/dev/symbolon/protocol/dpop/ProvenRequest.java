package dev.symbolon.protocol.dpop;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * The request that a proof is for (RFC 9449 §4.2).
 *
 * @param method in capitals
 * @param target where it goes; query and fragment do not count
 * @param alias another address of the same, that a proof may name as well
 * @param accessToken that it bears, if it is one to a protected API
 */
public record ProvenRequest(String method, URI target, Optional<URI> alias, Optional<AccessToken> accessToken) {

    /** A request to what has one address alone. */
    public ProvenRequest(String method, URI target, Optional<AccessToken> accessToken) {
        this(method, target, Optional.empty(), accessToken);
    }

    /** A request that bears no access token. */
    public static ProvenRequest of(String method, URI target) {
        return new ProvenRequest(method, target, Optional.empty());
    }

    JsonObject claims() {
        return JsonObject.empty()
                .with("htm", method)
                .with("htu", target.toString().split("[?#]", 2)[0])
                .with("ath", accessTokenHash());
    }

    /** The base64url of the SHA-256 of the token. */
    Optional<String> accessTokenHash() {
        return accessToken.map(token -> hash(token.value()));
    }

    private static String hash(String ascii) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(ascii.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
