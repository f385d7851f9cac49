package dev.symbolon.server.key;

import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes the keys that are missing, announces the next one before its time, and removes those that nothing depends on any more.
 *
 * <p>Any number of nodes may run this at any time: a key is made by whoever adds its generation first.
 *
 * <p>The keys are also what a clock is checked by. A sealing key comes into use every week; a clock by which none has for
 * longer is wrong, or the provider was off. Nothing is removed by such a clock until the next sealing key, which is announced at
 * once, is in use: whoever sets a clock right within that time loses nothing.
 */
public final class KeyRotation {

    /**
     * The life of the keys of one purpose.
     *
     * @param every how long a key is used before the next one takes over
     * @param announced how long before its first use a key is known to everybody
     * @param kept how long after its last use a key stays, because what it made may still be valid
     */
    public record Pace(Duration every, Duration announced, Duration kept) {

        public Pace {
            if (announced.isNegative() || kept.isNegative() || announced.compareTo(every) >= 0) {
                throw new IllegalArgumentException("a key must be announced for less time than it is used");
            }
        }
    }

    /** When keys come and go. The keys of the secret digests and of the pairwise names stay for ever. */
    public record Schedule(Pace signing, Pace sealing) {

        /**
         * Signing keys stay for as long as an expired ID token is still good as a hint. Sealing keys change every week, because
         * random nonces allow 2³² texts per key, which is some 7,000 in every second of it; and they stay for as long as the
         * longest-lived refresh token.
         */
        public static final Schedule DEFAULT = new Schedule(
                new Pace(Duration.ofDays(90), Duration.ofDays(7), Duration.ofDays(30)),
                new Pace(Duration.ofDays(7), Duration.ofDays(1), Duration.ofDays(400)));

        /** This schedule with another pace of the signing keys. */
        public Schedule withSigning(Duration every, Duration announced) {
            return new Schedule(new Pace(every, announced, signing.kept()), sealing);
        }
    }

    /** More than the clocks of nodes differ by. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final CurrentKeys keys;
    private final Keys store;
    private final MasterKeys masterKeys;
    private final Schedule schedule;
    private final SecureRandom random;

    KeyRotation(CurrentKeys keys, Keys store, MasterKeys masterKeys, Schedule schedule, SecureRandom random) {
        this.keys = keys;
        this.store = store;
        this.masterKeys = masterKeys;
        this.schedule = schedule;
        this.random = random;
    }

    /**
     * Brings the keys up to date, here and in the store.
     *
     * @return what this run has changed, and no other node
     */
    public List<KeyChange> run(Instant now) {
        masterKeys.finishTakeOver(store, random);
        KeySnapshot before = keys.reload();
        List<KeyChange> changes = new ArrayList<>();
        for (SigningAlgorithm algorithm : inUse(before)) {
            advance(Purposes.sign(algorithm), before.signing(algorithm), schedule.signing(), now)
                    .ifPresent(changes::add);
        }
        for (DecryptionKey.Kind kind : DecryptionKey.Kind.values()) {
            advance(Purposes.decrypt(kind), before.decrypting(kind), schedule.signing(), now)
                    .ifPresent(changes::add);
        }
        advance(Purposes.SEAL, before.sealing(), schedule.sealing(), now).ifPresent(changes::add);
        if (before.digesting().newest().isEmpty()) {
            add(Purposes.DIGEST, 1, now).ifPresent(changes::add);
        }
        if (before.pairwise().newest().isEmpty()) {
            add(Purposes.PAIRWISE, 1, now).ifPresent(changes::add);
        }
        if (vouchesFor(now)) {
            KeySnapshot after = keys.reload();
            after.signing().values().forEach(signing -> retire(signing, schedule.signing()));
            after.decrypting().values().forEach(decrypting -> retire(decrypting, schedule.signing()));
            retire(after.sealing(), schedule.sealing());
            changes.addAll(remove(now));
        }
        keys.reload();
        return List.copyOf(changes);
    }

    /** Those that there always is a key for, and those that somebody has asked for once. */
    private static List<SigningAlgorithm> inUse(KeySnapshot snapshot) {
        return SigningKeys.SUPPORTED.stream()
                .filter(algorithm -> SigningKeys.ALGORITHMS.contains(algorithm)
                        || snapshot.signing(algorithm).newest().isPresent())
                .toList();
    }

    /** Makes the first signing key, in use at once, for those of the algorithms that have none. */
    public synchronized List<KeyChange> prepare(Set<SigningAlgorithm> algorithms, Instant now) {
        KeySnapshot snapshot = keys.reload();
        List<KeyChange> changes = algorithms.stream()
                .filter(algorithm -> snapshot.signing(algorithm).newest().isEmpty())
                .flatMap(algorithm -> add(Purposes.sign(algorithm), 1, now).stream())
                .toList();
        keys.reload();
        return changes;
    }

    /** Whether the clock may be believed when it says that something has expired. */
    public boolean vouchesFor(Instant now) {
        Duration longest = schedule.sealing().every().plus(schedule.sealing().announced());
        return keys.reload().sealing().oldestFirst().stream()
                .map(key -> key.stored().activeFrom())
                .anyMatch(from ->
                        !from.isAfter(now.plus(SKEW)) && from.plus(longest).isAfter(now));
    }

    /**
     * Announces the next signing keys now, whatever the schedule says; they sign after the usual announcement. So it is with those that
     * requests are encrypted for.
     *
     * @return nothing for an algorithm whose next key is announced already
     */
    public List<KeyChange> announceNext(Instant now) {
        KeySnapshot snapshot = keys.reload();
        List<KeyChange> changes = Stream.concat(
                        inUse(snapshot).stream().map(snapshot::signing), snapshot.decrypting().values().stream())
                .flatMap(generations -> generations.newest().stream())
                .map(Generations.Generation::stored)
                .filter(newest -> !newest.activeFrom().isAfter(now))
                .flatMap(newest ->
                        add(
                                newest.purpose(),
                                newest.generation() + 1,
                                now.plus(schedule.signing().announced()))
                                .stream())
                .toList();
        keys.reload();
        return changes;
    }

    /**
     * Replaces the signing keys at once, announced ones included, because somebody else may have them. What they signed does
     * not verify any more. The keys that requests are encrypted for go with them.
     */
    public List<KeyChange> replaceSigning(Instant now) {
        return Stream.concat(
                        inUse(keys.reload()).stream().map(Purposes::sign),
                        Arrays.stream(DecryptionKey.Kind.values()).map(Purposes::decrypt))
                .flatMap(purpose -> replace(purpose, now).stream())
                .toList();
    }

    /** Replaces the sealing keys at once. What they sealed does not open any more: codes, refresh tokens, pending sign-ins. */
    public List<KeyChange> replaceSealing(Instant now) {
        return replace(Purposes.SEAL, now);
    }

    /** The new key comes first, so that there is one at any moment. */
    private List<KeyChange> replace(String purpose, Instant now) {
        KeySnapshot before = keys.reload();
        List<StoredKey> replaced = before.stored().stream()
                .filter(key -> key.purpose().equals(purpose))
                .toList();
        int next = 1 + replaced.stream().mapToInt(StoredKey::generation).max().orElse(0);
        List<KeyChange> changes = new ArrayList<>();
        add(purpose, next, now).ifPresent(changes::add);
        replaced.stream()
                .filter(key -> store.remove(key.purpose(), key.generation()))
                .forEach(key -> changes.add(new KeyChange.Removed(purpose, before.keyId(key))));
        keys.reload();
        return List.copyOf(changes);
    }

    private Optional<KeyChange> advance(String purpose, Generations<?> generations, Pace pace, Instant now) {
        Optional<StoredKey> newest = generations.newest().map(Generations.Generation::stored);
        if (newest.isEmpty()) {
            return add(purpose, 1, now);
        }
        Instant due = newest.get().activeFrom().plus(pace.every()).minus(pace.announced());
        boolean madeByAClockAhead = newest.get().activeFrom().isAfter(now.plus(pace.every()));
        if (now.isBefore(due) && !madeByAClockAhead) {
            return Optional.empty();
        }
        return add(purpose, newest.get().generation() + 1, now.plus(pace.announced()));
    }

    private Optional<KeyChange> add(String purpose, int generation, Instant activeFrom) {
        Made made = signing(purpose)
                .or(() -> decrypting(purpose))
                .orElseGet(() -> new Made(purpose + " " + generation, Optional.empty()));
        byte[] material = made.privateJwk()
                .map(jwk -> jwk.reveal().getBytes(StandardCharsets.UTF_8))
                .orElseGet(this::randomOctets);
        String encrypted = masterKeys.shared(keys.snapshot().stored()).encrypt(purpose, generation, material, random);
        if (!store.add(new StoredKey(purpose, generation, activeFrom, StoredKey.NEVER, encrypted))) {
            return Optional.empty();
        }
        return Optional.of(new KeyChange.Announced(purpose, made.keyId(), activeFrom));
    }

    /** @param privateJwk absent for a key of nothing but chance */
    private record Made(String keyId, Optional<Secret> privateJwk) {}

    private static Optional<Made> signing(String purpose) {
        return SigningKeys.SUPPORTED.stream()
                .filter(algorithm -> Purposes.sign(algorithm).equals(purpose))
                .findFirst()
                .map(SigningKey::generate)
                .map(key -> new Made(key.id(), Optional.of(key.toPrivateJwk())));
    }

    private static Optional<Made> decrypting(String purpose) {
        return Arrays.stream(DecryptionKey.Kind.values())
                .filter(kind -> Purposes.decrypt(kind).equals(purpose))
                .findFirst()
                .map(DecryptionKey::generate)
                .map(key -> new Made(key.id(), Optional.of(key.toPrivateJwk())));
    }

    private byte[] randomOctets() {
        byte[] octets = new byte[Aead.KEY_OCTETS];
        random.nextBytes(octets);
        return octets;
    }

    /**
     * Every key with a successor learns when it may go; also one whose node stopped before it could say so. It was in use for
     * its whole time, even if a clock that was behind has dated its successor before that.
     */
    private void retire(Generations<?> generations, Pace pace) {
        List<StoredKey> stored = generations.oldestFirst().stream()
                .map(Generations.Generation::stored)
                .toList();
        for (int i = 0; i + 1 < stored.size(); i++) {
            StoredKey key = stored.get(i);
            if (key.removeAfter().equals(StoredKey.NEVER)) {
                Instant usual = key.activeFrom().plus(pace.every());
                Instant successor = stored.get(i + 1).activeFrom();
                Instant lastUse = successor.isAfter(usual) ? successor : usual;
                store.retire(key.purpose(), key.generation(), lastUse.plus(pace.kept()));
            }
        }
    }

    private List<KeyChange> remove(Instant now) {
        KeySnapshot retired = keys.reload();
        return retired.stored().stream()
                .filter(key -> key.removeAfter().isBefore(now))
                .filter(key -> store.remove(key.purpose(), key.generation()))
                .<KeyChange>map(key -> new KeyChange.Removed(key.purpose(), retired.keyId(key)))
                .toList();
    }
}
