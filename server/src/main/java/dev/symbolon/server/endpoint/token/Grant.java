package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.configuration.Feature;
import java.util.Optional;

/** Something that tokens are given for (RFC 6749 §1.3). */
interface Grant {

    GrantType type();

    /** What has to be switched on for it, if it can be switched off. */
    default Optional<Feature> feature() {
        return Optional.empty();
    }

    /** @throws dev.symbolon.protocol.OAuthException if it is not good */
    TokenResponse redeem(TokenRequest request);
}
