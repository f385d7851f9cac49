package dev.symbolon.example.webapp.page;

import dev.symbolon.client.ApiAccess;
import dev.symbolon.protocol.AccessToken;

/** The access token that a call was made with, and how the application came by it. */
public sealed interface UsedToken {

    AccessToken token();

    /** It came with the sign-in. */
    record OfSignIn(AccessToken token) implements UsedToken {}

    /** It was got for one API alone, of those that the person signed in for (RFC 8707 §2.2). */
    record OfOneApi(ApiAccess access, AccessToken token) implements UsedToken {}

    /** The application got it for itself, without any person (RFC 6749 §4.4). */
    record OfApplication(AccessToken token) implements UsedToken {}
}
