package dev.symbolon.proof;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long starts took. */
final class Starts {

    private final List<Duration> all = new ArrayList<>();

    void add(Duration start) {
        all.add(start);
    }

    Duration median() {
        List<Duration> sorted = all.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    @Override
    public String toString() {
        List<Duration> sorted = all.stream().sorted().toList();
        return "median %,d ms of %d (%,d to %,d)"
                .formatted(
                        median().toMillis(),
                        sorted.size(),
                        sorted.getFirst().toMillis(),
                        sorted.getLast().toMillis());
    }
}
