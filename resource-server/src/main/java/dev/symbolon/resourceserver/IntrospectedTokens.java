package dev.symbolon.resourceserver;

import dev.symbolon.protocol.OAuthException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the issuer what tokens are worth, and remembers for a moment what it said, in bounded memory.
 *
 * <p>Tokens are known by their hash, so that long ones take no more room. Many requests with the same token share one question.
 * An answer that does not come is not remembered: nobody is let in on it, and nobody is kept out for longer.
 */
final class IntrospectedTokens {

    /** Asks about one token. */
    @FunctionalInterface
    interface Question {

        /**
         * @throws IOException if there is no answer
         * @throws OAuthException {@code invalid_token} with what is wrong
         */
        Caller ask(String token) throws IOException;
    }

    /** What is known of a token: who calls by it, or why it is refused. */
    private sealed interface Answer {

        record Good(Caller caller) implements Answer {}

        record Bad(OAuthException refusal) implements Answer {}
    }

    private record Remembered(Answer answer, Instant until) {}

    private record Generations(Map<String, Remembered> young, Map<String, Remembered> old) {}

    private final Question question;
    private final Duration believed;
    private final int mostPerGeneration;
    private final InstantSource clock;
    private final Map<String, CompletableFuture<Answer>> flights = new ConcurrentHashMap<>();
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), Map.of());

    /**
     * @param believed for how long an answer counts
     * @param most the most answers that are remembered; 0 or 1 means none
     */
    IntrospectedTokens(Question question, Duration believed, int most, InstantSource clock) {
        this.question = question;
        this.believed = believed;
        this.mostPerGeneration = most / 2;
        this.clock = clock;
    }

    /**
     * Who calls by the token; empty if the issuer does not say.
     *
     * @throws OAuthException {@code invalid_token} if it is not good
     */
    Optional<Caller> find(String token) {
        String key = hash(token);
        Optional<Answer> known = remembered(key);
        Optional<Answer> answer = known.isPresent() ? known : asked(key, token);
        return answer.map(found -> switch (found) {
            case Answer.Good(Caller caller) -> caller;
            case Answer.Bad(OAuthException refusal) -> throw refusal;
        });
    }

    private Optional<Answer> remembered(String key) {
        Generations current = generations;
        return Optional.ofNullable(current.young().get(key))
                .or(() -> Optional.ofNullable(current.old().get(key)))
                .filter(found -> clock.instant().isBefore(found.until()))
                .map(Remembered::answer);
    }

    private Optional<Answer> asked(String key, String token) {
        CompletableFuture<Answer> mine = new CompletableFuture<>();
        CompletableFuture<Answer> first = flights.putIfAbsent(key, mine);
        try {
            return Optional.of(first == null ? ask(key, token, mine) : first.join());
        } catch (IOException | CompletionException e) {
            return Optional.empty();
        }
    }

    /** Looks once more before it asks: the question of another request may have been answered since this one looked. */
    private Answer ask(String key, String token, CompletableFuture<Answer> flight) throws IOException {
        try {
            Optional<Answer> meanwhile = remembered(key);
            Answer answer = meanwhile.isPresent() ? meanwhile.get() : answer(key, token);
            flight.complete(answer);
            return answer;
        } finally {
            flight.completeExceptionally(new IOException("the issuer did not answer"));
            flights.remove(key, flight);
        }
    }

    private Answer answer(String key, String token) throws IOException {
        Instant asked = clock.instant();
        Answer answer = answer(token);
        remember(key, answer, asked);
        return answer;
    }

    private Answer answer(String token) throws IOException {
        try {
            return new Answer.Good(question.ask(token));
        } catch (OAuthException e) {
            return new Answer.Bad(e);
        }
    }

    private void remember(String key, Answer answer, Instant asked) {
        Instant until = asked.plus(believed);
        if (answer instanceof Answer.Good(Caller caller) && caller.expiresAt().isBefore(until)) {
            until = caller.expiresAt();
        }
        if (mostPerGeneration > 0 && asked.isBefore(until)) {
            keep(key, new Remembered(answer, until));
        }
    }

    private synchronized void keep(String key, Remembered remembered) {
        if (generations.young().size() >= mostPerGeneration) {
            generations = new Generations(new ConcurrentHashMap<>(), generations.young());
        }
        generations.young().put(key, remembered);
    }

    /** How many answers are remembered. */
    int size() {
        Generations current = generations;
        return current.young().size() + current.old().size();
    }

    private static String hash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
