package dev.symbolon.server.manifest;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.server.configuration.Durations;
import dev.symbolon.server.configuration.Section;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How long tokens may live at most, and how they may be signed. */
final class Limits {

    /** Keys stay for so long after they signed their last token. */
    private static final Duration LONGEST_TOKEN = Duration.ofDays(30);

    /** Keys stay for somewhat longer after they sealed their last refresh token. */
    private static final Duration LONGEST_REFRESH_TOKEN = Duration.ofDays(365);

    private static final String NAMES =
            Arrays.stream(SigningAlgorithm.values()).map(SigningAlgorithm::name).collect(Collectors.joining(", "));

    private Limits() {}

    static Optional<Duration> tokenLifetime(Section section, String key) {
        return section.parsed(key, text -> atMost(LONGEST_TOKEN, text));
    }

    static Optional<Duration> refreshTokenLifetime(Section section, String key) {
        return section.parsed(key, text -> atMost(LONGEST_REFRESH_TOKEN, text));
    }

    private static Duration atMost(Duration most, String text) {
        Duration duration = Durations.parse(text);
        if (duration.compareTo(most) > 0) {
            throw new IllegalArgumentException("must be at most " + Durations.describe(most));
        }
        return duration;
    }

    static Optional<SigningAlgorithm> algorithm(Section section, String key) {
        return section.parsed(key, Limits::algorithm);
    }

    static SigningAlgorithm algorithm(String text) {
        return SigningAlgorithm.find(text).orElseThrow(() -> new IllegalArgumentException("must be one of " + NAMES));
    }
}
