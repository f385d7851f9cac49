package dev.symbolon.server.key;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys of one purpose, decrypted, oldest first. Immutable. */
record Generations<K>(List<Generation<K>> oldestFirst) {

    record Generation<K>(StoredKey stored, K key) {

        int number() {
            return stored.generation();
        }
    }

    static <K> Generations<K> of(List<StoredKey> stored, String purpose, Function<StoredKey, K> decrypt) {
        return new Generations<>(stored.stream()
                .filter(key -> key.purpose().equals(purpose))
                .sorted(Comparator.comparingInt(StoredKey::generation))
                .map(key -> new Generation<>(key, decrypt.apply(key)))
                .toList());
    }

    /** The newest that is in use. */
    Generation<K> current(Instant now) {
        return oldestFirst.reversed().stream()
                .filter(generation -> !generation.stored().activeFrom().isAfter(now))
                .findFirst()
                .or(() -> oldestFirst.stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("the key ring has not been opened"));
    }

    Optional<Generation<K>> find(int number) {
        return oldestFirst.stream()
                .filter(generation -> generation.number() == number)
                .findFirst();
    }

    Optional<Generation<K>> newest() {
        return oldestFirst.isEmpty() ? Optional.empty() : Optional.of(oldestFirst.getLast());
    }

    List<K> keys() {
        return oldestFirst.stream().map(Generation::key).toList();
    }
}
