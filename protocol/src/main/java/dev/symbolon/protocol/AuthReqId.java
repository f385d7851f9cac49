package dev.symbolon.protocol;

/** What a client fetches tokens with once a person has decided (CIBA Core §7.3): at most 2,048 characters. It does not print. */
public record AuthReqId(String value) {

    /** @throws OAuthException {@code invalid_request} if it is empty, too long or has a character that it cannot have */
    public static AuthReqId parse(String text) {
        return new AuthReqId(Syntax.checked("auth_req_id", text, 1, 2_048, Characters.BASE64URL_AND_DOT));
    }

    @Override
    public String toString() {
        return "AuthReqId[…]";
    }
}
