package dev.symbolon.protocol.token;

import dev.symbolon.protocol.CertificateThumbprint;
import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.Optional;

/**
 * The key without which a token is worth nothing (RFC 7800 §3.1, {@code cnf}). Of two, both are needed.
 *
 * @param jkt the key that each use of the token must prove to hold (RFC 9449 §6)
 * @param x5tS256 the certificate whose key each connection with the token must prove to hold (RFC 8705 §3.1)
 */
public record Confirmation(Optional<JwkThumbprint> jkt, Optional<CertificateThumbprint> x5tS256) {

    /** Of a token that works in anybody's hands. */
    public static final Confirmation NONE = new Confirmation(Optional.empty(), Optional.empty());

    private static final String CERTIFICATE = "x5t#S256";

    public static Confirmation of(JwkThumbprint jkt) {
        return new Confirmation(Optional.of(jkt), Optional.empty());
    }

    public static Confirmation of(CertificateThumbprint x5tS256) {
        return new Confirmation(Optional.empty(), Optional.of(x5tS256));
    }

    /**
     * What a token says of its key.
     *
     * @param claims of the token, or the answer to its introspection
     * @throws JsonException if {@code cnf} is there but not understood: such a token must not be used as if it were not bound
     */
    public static Confirmation in(JsonObject claims) {
        if (!claims.has("cnf")) {
            return NONE;
        }
        Optional<JsonObject> cnf = claims.object("cnf");
        Confirmation confirmation = new Confirmation(
                cnf.flatMap(members -> members.string("jkt")).map(JwkThumbprint::new),
                cnf.flatMap(members -> members.string(CERTIFICATE)).map(CertificateThumbprint::new));
        if (!confirmation.isBound()) {
            throw new JsonException("the member cnf names no key by a method that is known");
        }
        return confirmation;
    }

    public boolean isBound() {
        return jkt.isPresent() || x5tS256.isPresent();
    }

    /** Whether everything that this demands has been proved. */
    public boolean isProvedBy(Confirmation proved) {
        boolean key = jkt.isEmpty() || proved.jkt.filter(jkt.get()::matches).isPresent();
        boolean certificate = x5tS256.isEmpty()
                || proved.x5tS256.filter(x5tS256.get()::matches).isPresent();
        return key && certificate;
    }

    /** How the access token is presented: {@code DPoP} or {@code Bearer} (RFC 9449 §5, RFC 8705 §3). */
    public String tokenType() {
        return jkt.isPresent() ? TokenResponse.DPOP : TokenResponse.BEARER;
    }

    /** The claim, if there is anything to say. */
    public Optional<JsonObject> claim() {
        return isBound()
                ? Optional.of(JsonObject.empty().with("jkt", jkt).with(CERTIFICATE, x5tS256))
                : Optional.empty();
    }
}
