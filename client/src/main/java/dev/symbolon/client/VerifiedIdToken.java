package dev.symbolon.client;

import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** An ID token whose signature and claims have been checked (OIDC Core §3.1.3.7); there is no other way to get one. */
public final class VerifiedIdToken {

    private final IdToken token;
    private final VerifiedJwt jwt;
    private final Subject subject;

    VerifiedIdToken(IdToken token, VerifiedJwt jwt, Subject subject) {
        this.token = token;
        this.jwt = jwt;
        this.subject = subject;
    }

    /** The signed token, for instance as a hint for the provider; decrypted if it came encrypted. */
    public IdToken token() {
        return token;
    }

    /** The person. Unique only together with the issuer. */
    public Subject subject() {
        return subject;
    }

    public JsonObject claims() {
        return jwt.claims();
    }

    /** The algorithm of the signature, and of the hashes inside. */
    public SigningAlgorithm algorithm() {
        return jwt.algorithm();
    }

    /** When the person signed in at the provider ({@code auth_time}), if the token says so. */
    public Optional<Instant> authenticatedAt() {
        return claims().number("auth_time").map(Instant::ofEpochSecond);
    }

    /** The claims' names alone. */
    @Override
    public String toString() {
        return "VerifiedIdToken" + claims().names();
    }
}
