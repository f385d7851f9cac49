package dev.symbolon.server.api;

import dev.symbolon.protocol.LocalizedText;

/**
 * Something that may be done with an API.
 *
 * @param name the scope value, for instance {@code read:reports}
 * @param description what a person reads on the consent page, for instance "Read your reports"
 * @param optional whether a person may leave it out and grant the rest
 */
public record Permission(String name, LocalizedText description, boolean optional) {}
