package dev.symbolon.server.client;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Somebody whose word an application may bring in place of a person's own (RFC 7523 §2.1).
 *
 * @param issuer as assertions name it in {@code iss}
 * @param algorithms by which they may be signed
 * @param naming what they call people by in {@code sub}
 * @param subjects who alone may be meant, as {@code sub} says it; empty means every account
 * @param audiences the APIs for which access tokens can be had; empty means those of the application
 * @param permissions what they may do at most; absent means what the application may
 * @param longest how far ahead their end may be
 */
public record AssertionIssuer(
        String issuer,
        ClientKeys keys,
        Set<SigningAlgorithm> algorithms,
        Naming naming,
        Set<String> subjects,
        Set<Audience> audiences,
        Optional<Scope> permissions,
        Duration longest) {

    public AssertionIssuer {
        algorithms = Set.copyOf(algorithms);
        subjects = Set.copyOf(subjects);
        audiences = Set.copyOf(audiences);
    }

    /** What people are called by. */
    public enum Naming {
        /** By what they sign in with. */
        USERNAME,
        /** By the subject of their account. */
        SUBJECT
    }

    public boolean mayMean(String subject) {
        return subjects.isEmpty() || subjects.contains(subject);
    }

    /** Whether tokens for the API can be had. */
    public boolean admits(Audience audience) {
        return audiences.isEmpty() || audiences.contains(audience);
    }
}
