package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.token.TokenResponse;

/** Something that tokens are given for (RFC 6749 §1.3). */
interface Grant {

    GrantType type();

    /** @throws dev.symbolon.protocol.OAuthException if it is not good */
    TokenResponse redeem(TokenRequest request);
}
