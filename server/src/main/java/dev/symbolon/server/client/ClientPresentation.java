package dev.symbolon.server.client;

import dev.symbolon.protocol.LocalizedText;
import java.net.URI;
import java.util.Optional;

/**
 * How people see an application.
 *
 * @param home where a person goes back to the application ({@code client_uri})
 * @param firstParty whether it belongs to whoever runs the provider, so that consent may be skipped; never skipped for
 *     loopback or custom-scheme redirect URIs, which anybody can answer
 */
public record ClientPresentation(LocalizedText name, Optional<URI> home, boolean firstParty) {}
