package dev.symbolon.server.configuration;

import java.util.OptionalInt;

/**
 * Where metrics and health are served, apart from everything else.
 *
 * @param port absent means that they are not; 0 lets the system choose a free one
 */
public record ManagementSettings(String host, OptionalInt port) {}
