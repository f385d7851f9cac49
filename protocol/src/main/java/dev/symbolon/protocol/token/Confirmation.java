package dev.symbolon.protocol.token;

import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import java.util.Optional;

/**
 * The key without which a token is worth nothing (RFC 7800 §3.1, {@code cnf}).
 *
 * @param jkt the key that each use of the token must prove to hold (RFC 9449 §6)
 */
public record Confirmation(Optional<JwkThumbprint> jkt) {

    /** Of a token that works in anybody's hands. */
    public static final Confirmation NONE = new Confirmation(Optional.empty());

    public static Confirmation of(JwkThumbprint jkt) {
        return new Confirmation(Optional.of(jkt));
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
        Confirmation confirmation =
                new Confirmation(cnf.flatMap(members -> members.string("jkt")).map(JwkThumbprint::new));
        if (!confirmation.isBound()) {
            throw new JsonException("the member cnf names no key by a method that is known");
        }
        return confirmation;
    }

    public boolean isBound() {
        return jkt.isPresent();
    }

    /** How the access token is presented: {@code DPoP} or {@code Bearer} (RFC 9449 §5). */
    public String tokenType() {
        return jkt.isPresent() ? TokenResponse.DPOP : TokenResponse.BEARER;
    }

    /** The claim, if there is anything to say. */
    public Optional<JsonObject> claim() {
        return isBound() ? Optional.of(JsonObject.empty().with("jkt", jkt)) : Optional.empty();
    }
}
