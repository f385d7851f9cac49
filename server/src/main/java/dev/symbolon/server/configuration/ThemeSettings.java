package dev.symbolon.server.configuration;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the pages look.
 *
 * @param serviceName what the pages call the provider
 * @param stylesheet added to the built-in one
 * @param logo an image in place of the built-in one
 */
public record ThemeSettings(String serviceName, Optional<Path> stylesheet, Optional<Path> logo) {}
