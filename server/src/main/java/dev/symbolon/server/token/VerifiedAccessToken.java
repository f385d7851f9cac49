package dev.symbolon.server.token;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;

/** An access token of the provider's own that has been verified. */
public record VerifiedAccessToken(String subject, ClientId client, Scope scope) {}
