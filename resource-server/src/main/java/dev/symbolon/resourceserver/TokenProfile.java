package dev.symbolon.resourceserver;

/** How an access token must look, so that no other kind of token passes for one. */
public enum TokenProfile {

    /**
     * The standard's: the header has the type {@code at+jwt}, and the client is in {@code client_id} (RFC 9068 §2). An ID token
     * can never pass.
     */
    AT_JWT,

    /**
     * Any signed JWT, for providers from before RFC 9068: <strong>the type is not checked</strong>, and the client may be in
     * {@code azp} instead. An ID token of the same issuer is then told apart by its audience alone, so no client may ever have
     * the API's identifier as its own.
     */
    PLAIN_JWT
}
