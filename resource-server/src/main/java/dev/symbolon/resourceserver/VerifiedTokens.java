package dev.symbolon.resourceserver;

import dev.symbolon.protocol.jose.VerificationKeys;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the tokens that were verified a moment ago, in bounded memory.
 *
 * <p>There are two generations. A token enters the young one; when that is full it becomes the old one, and the old one is
 * forgotten. A token that is used again while in the old one is young again. So what is in use stays, reading takes no lock, and
 * there are never more than {@code most} tokens. The key is the token's text and not its hash: comparing the text is faster than
 * hashing it, and a token that is merely like another is never taken for it.
 */
final class VerifiedTokens {

    private final int mostPerGeneration;
    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), Map.of());

    private record Generations(Map<String, Verified> young, Map<String, Verified> old) {}

    private record Verified(Caller caller, VerificationKeys keys, Instant goodUntil) {}

    /** @param most the most tokens that are remembered; 0 or 1 means none */
    VerifiedTokens(int most) {
        this.mostPerGeneration = most / 2;
    }

    /** The caller whom the token names, if it was verified with these very keys and has not expired since. */
    Optional<Caller> find(String token, VerificationKeys keys, Instant now) {
        Generations current = generations;
        Verified young = current.young().get(token);
        if (young != null) {
            return good(young, keys, now);
        }
        Verified old = current.old().get(token);
        if (old == null) {
            return Optional.empty();
        }
        Optional<Caller> caller = good(old, keys, now);
        caller.ifPresent(kept -> keep(token, old));
        return caller;
    }

    private static Optional<Caller> good(Verified verified, VerificationKeys keys, Instant now) {
        boolean good = verified.keys() == keys && now.isBefore(verified.goodUntil());
        return good ? Optional.of(verified.caller()) : Optional.empty();
    }

    /** @param goodUntil when the token expires for this API, clock skew included */
    void remember(String token, Caller caller, VerificationKeys keys, Instant goodUntil) {
        if (mostPerGeneration > 0) {
            keep(token, new Verified(caller, keys, goodUntil));
        }
    }

    private synchronized void keep(String token, Verified verified) {
        if (generations.young().size() >= mostPerGeneration) {
            generations = new Generations(new ConcurrentHashMap<>(), generations.young());
        }
        generations.young().put(token, verified);
    }

    /** How many tokens are remembered; one in both generations counts twice. */
    int size() {
        Generations current = generations;
        return current.young().size() + current.old().size();
    }
}
