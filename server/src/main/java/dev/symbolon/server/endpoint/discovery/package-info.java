/** What the provider publishes of itself: its metadata and its public keys. */
@NullMarked
package dev.symbolon.server.endpoint.discovery;

import org.jspecify.annotations.NullMarked;
