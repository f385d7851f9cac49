package dev.symbolon.protocol.token;

import dev.symbolon.protocol.OAuthException;

/** How token exchange names the kinds of tokens (RFC 8693 §3). */
public enum TokenTypeIdentifier {
    ACCESS_TOKEN("access_token"),
    REFRESH_TOKEN("refresh_token"),
    ID_TOKEN("id_token"),
    /** A token that is a JWT, whatever it is for. */
    JWT("jwt"),
    SAML1("saml1"),
    SAML2("saml2");

    private final String uri;

    TokenTypeIdentifier(String name) {
        this.uri = "urn:ietf:params:oauth:token-type:" + name;
    }

    /** The identifier on the wire. */
    public String uri() {
        return uri;
    }

    /** @throws OAuthException {@code invalid_request} if it is none of these */
    public static TokenTypeIdentifier parse(String text) {
        for (TokenTypeIdentifier type : values()) {
            if (type.uri.equals(text)) {
                return type;
            }
        }
        throw OAuthException.invalidRequest("a token type must be such as " + ACCESS_TOKEN);
    }

    @Override
    public String toString() {
        return uri;
    }
}
