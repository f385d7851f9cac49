package dev.symbolon.server.token;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.Scope;
import java.time.Duration;

/**
 * An access token with what its receiver is told of it.
 *
 * @param type how it is presented ({@code token_type})
 * @param lifetime from now on
 */
public record IssuedAccessToken(AccessToken token, String type, Duration lifetime, Scope scope) {}
