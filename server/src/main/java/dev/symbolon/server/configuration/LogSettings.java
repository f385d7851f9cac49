package dev.symbolon.server.configuration;

/** What the log looks like, and from where on something is worth a line. */
public record LogSettings(Format format, Level level) {

    public enum Format {

        /** A line for people. */
        TEXT,

        /** A JSON object a line. */
        JSON
    }

    public enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }
}
