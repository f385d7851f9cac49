package dev.symbolon.server.client;

import dev.symbolon.protocol.jose.PublicKeys;
import java.net.URI;

/** Where the public keys of an application are (OIDC Registration §2): what it signs is verified with them. */
public sealed interface ClientKeys {

    /** It has none. */
    record None() implements ClientKeys {}

    /** They are registered themselves ({@code jwks}). */
    record Registered(PublicKeys keys) implements ClientKeys {}

    /** The application publishes them, and may replace them at any time ({@code jwks_uri}). */
    record Published(URI uri) implements ClientKeys {}
}
