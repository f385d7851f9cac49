package dev.symbolon.client;

import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.time.Duration;
import java.util.Set;

/**
 * How an application judges what it gets.
 *
 * @param algorithms those by which ID tokens, signed answers and signed userinfo may be signed
 * @param clockSkew how far the clocks of the application and the provider may be apart
 * @param loginLifetime how long a person may take from the start of a login to its end
 * @param trustedAudiences other audiences that an ID token may name beside the application
 * @param skipped checks that are not made
 * @param stateHashDemanded whether an ID token that comes through the browser must have {@code s_hash} (FAPI 1 Advanced §5.2.3.1)
 */
public record Strictness(
        Set<SigningAlgorithm> algorithms,
        Duration clockSkew,
        Duration loginLifetime,
        Set<String> trustedAudiences,
        Set<Check> skipped,
        boolean stateHashDemanded) {

    private static final Strictness DEFAULTS = new Strictness(
            Set.of(SigningAlgorithm.RS256, SigningAlgorithm.PS256, SigningAlgorithm.ES256),
            Duration.ofSeconds(60),
            Duration.ofHours(1),
            Set.of(),
            Set.of(),
            false);

    /** @throws IllegalArgumentException if nothing could pass, or a check is skipped that must not be */
    public Strictness {
        algorithms = Set.copyOf(algorithms);
        trustedAudiences = Set.copyOf(trustedAudiences);
        skipped = Set.copyOf(skipped);
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException("at least one signature algorithm must be allowed");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("the clock skew must be 0 to 600 seconds");
        }
        skipped.stream().filter(check -> !check.mayBeSkipped()).findAny().ifPresent(check -> {
            throw new IllegalArgumentException(check + " cannot be skipped: without it a login proves nothing");
        });
    }

    /** RS256, PS256 and ES256; 60 seconds; one hour; nobody else; nothing skipped. */
    public static Strictness defaults() {
        return DEFAULTS;
    }
}
