package dev.symbolon.server.configuration;

import java.time.Duration;

/**
 * How long a sign-in lasts.
 *
 * @param lifetime from sign-in, however active the person is
 * @param idleLifetime between two visits
 */
public record SessionSettings(Duration lifetime, Duration idleLifetime) {}
