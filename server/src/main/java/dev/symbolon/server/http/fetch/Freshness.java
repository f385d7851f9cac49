package dev.symbolon.server.http.fetch;

import dev.symbolon.server.http.Headers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** For how long an answer counts (RFC 9111 §4.2.1), within bounds that no answer moves. */
final class Freshness {

    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration MOST = Duration.ofDays(1);
    private static final String MAX_AGE = "max-age=";

    private Freshness() {}

    static Duration of(Headers headers) {
        if (directives(headers).anyMatch(directive -> directive.equals("no-store") || directive.equals("no-cache"))) {
            return LEAST;
        }
        Optional<Duration> stated = directives(headers)
                .filter(directive -> directive.startsWith(MAX_AGE))
                .findFirst()
                .map(directive -> seconds(directive.substring(MAX_AGE.length()).replace("\"", "")))
                .map(lifetime -> lifetime.minus(
                        headers.first("Age").map(Freshness::seconds).orElse(Duration.ZERO)));
        return within(stated.orElse(USUAL));
    }

    private static Stream<String> directives(Headers headers) {
        return headers.all("Cache-Control").stream()
                .flatMap(field -> Arrays.stream(field.split(",")))
                .map(directive -> directive.trim().toLowerCase(Locale.ROOT));
    }

    /** What cannot be read counts as stale (RFC 9111 §4.2.1). */
    private static Duration seconds(String text) {
        return text.matches("[0-9]{1,18}") ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
    }

    private static Duration within(Duration lifetime) {
        if (lifetime.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return lifetime.compareTo(MOST) > 0 ? MOST : lifetime;
    }
}
