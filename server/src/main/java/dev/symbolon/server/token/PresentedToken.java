package dev.symbolon.server.token;

import dev.symbolon.protocol.AccessToken;

/**
 * An access token as a request bears it.
 *
 * @param scheme by which: {@code Bearer} or {@code DPoP}
 */
public record PresentedToken(AccessToken token, String scheme) {}
