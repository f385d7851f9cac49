package dev.symbolon.server.configuration;

import java.util.Optional;
import java.util.OptionalInt;

/** How the provider is watched at work. */
public record ObservationSettings(ManagementSettings management, TracingSettings tracing, LogSettings log) {

    /** A log for people, and nothing else. */
    public static final ObservationSettings DEFAULT = new ObservationSettings(
            new ManagementSettings("127.0.0.1", OptionalInt.empty()),
            new TracingSettings(Optional.empty(), 1),
            new LogSettings(LogSettings.Format.TEXT, LogSettings.Level.INFO));
}
