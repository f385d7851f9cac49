package dev.symbolon.server.configuration;

import java.util.Locale;

/** A part of the protocol that an operator may switch off: it is neither served then, nor does discovery name it. */
public enum Feature {
    /** Authorization responses as signed JWTs (JARM). */
    JARM,
    /** Authorization responses as messages to the window that waits for them (draft-sakimura-oauth-wmrm). */
    WEB_MESSAGE,
    /** Claims that a client asks for one by one (OIDC Core §5.5). */
    CLAIMS_PARAMETER,
    /** Tokens bound to a key of the client, by proofs that it holds the key (RFC 9449). */
    DPOP,
    /** What a token is worth, told to the API that it is for (RFC 7662). */
    INTROSPECTION,
    /** Tokens taken back by their client (RFC 7009). */
    REVOCATION,
    /** Devices without a browser, for which a person decides on another one (RFC 8628). */
    DEVICE_AUTHORIZATION,
    /** Tokens that are exchanged for others, by whoever calls one API on behalf of another's caller (RFC 8693). */
    TOKEN_EXCHANGE,
    /** Access tokens for what an issuer that the manifest names has signed about a person (RFC 7523). */
    JWT_BEARER,
    /** What clients ask for in more detail than a scope can say (RFC 9396). */
    RICH_AUTHORIZATION_REQUESTS,
    /** Authorizations for several APIs at once (RFC 8707). */
    SEVERAL_RESOURCES,
    /** Authorization requests in an object that the client has signed (RFC 9101). */
    REQUEST_OBJECTS,
    /** Request objects that nobody but the provider can read (RFC 9101 §6.1), if there are request objects. */
    REQUEST_ENCRYPTION,
    /** Authorization requests that the client pushes to the provider first (RFC 9126). */
    PUSHED_AUTHORIZATION_REQUESTS,
    /** Clients that prove who they are by a JWT that they have signed (RFC 7523 §2.2). */
    JWT_CLIENT_AUTHENTICATION,
    /** People whom no two sectors of clients know by the same name (OIDC Core §8.1). */
    PAIRWISE_SUBJECTS,
    /** What nobody but the client can read: ID tokens and the like (OIDC Core §10.2). */
    RESPONSE_ENCRYPTION,
    /** Applications that register themselves (RFC 7591, RFC 7592), if anybody may. */
    REGISTRATION,
    /** Clients whose identifier is the address of what they say of themselves, if any may. */
    CLIENT_ID_METADATA_DOCUMENTS,
    /** Clients that send a person here to sign out (OpenID Connect RP-Initiated Logout). */
    RP_INITIATED_LOGOUT,
    /** Clients are told by the provider itself that a session is over (OpenID Connect Back-Channel Logout). */
    BACKCHANNEL_LOGOUT,
    /** Clients hear through the browser that a session is over (OpenID Connect Front-Channel Logout). */
    FRONTCHANNEL_LOGOUT,
    /** Pages of clients see in a frame whether the session is still the same (OpenID Connect Session Management). */
    SESSION_MANAGEMENT,
    /** Clients that ask a person who is somewhere else (CIBA). */
    BACKCHANNEL_AUTHENTICATION;

    /** How it is called in the configuration, for instance {@code introspection}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
