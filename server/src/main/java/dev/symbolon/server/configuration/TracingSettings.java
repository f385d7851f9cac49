package dev.symbolon.server.configuration;

import java.net.URI;
import java.util.Optional;

/**
 * Where traces go.
 *
 * @param endpoint of a collector that speaks OTLP over HTTP; absent means that there are none
 * @param ratio how much of what begins here is traced, from 0 to 1
 */
public record TracingSettings(Optional<URI> endpoint, double ratio) {}
