package dev.symbolon.example.api;

import dev.symbolon.protocol.Subject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The reports of at most 1,000 people, 100 each, in memory. */
final class Reports {

    private static final int MOST_PEOPLE = 1_000;
    private static final int MOST_REPORTS = 100;

    private final InstantSource clock;
    private final Report welcome;
    private final Map<Subject, List<Report>> added = new HashMap<>();

    Reports(InstantSource clock) {
        this.clock = clock;
        Instant beginning = clock.instant();
        this.welcome = new Report(UUID.randomUUID(), "Welcome: everybody has this report", beginning);
    }

    /** The newest comes last. */
    synchronized List<Report> of(Subject owner) {
        List<Report> reports = new ArrayList<>(List.of(welcome));
        reports.addAll(added.getOrDefault(owner, List.of()));
        return reports;
    }

    /** How many people have added one. */
    synchronized int authors() {
        return added.size();
    }

    /** How many have been added. */
    synchronized int count() {
        return added.values().stream().mapToInt(List::size).sum();
    }

    /** Removes them all, but for the one that everybody has; says how many. */
    synchronized int clear(Subject owner) {
        return Optional.ofNullable(added.remove(owner)).map(List::size).orElse(0);
    }

    /** The new report, unless there is no room for it. */
    synchronized Optional<Report> add(Subject owner, String title) {
        if (!added.containsKey(owner) && added.size() >= MOST_PEOPLE) {
            return Optional.empty();
        }
        List<Report> reports = added.computeIfAbsent(owner, newcomer -> new ArrayList<>());
        if (reports.size() >= MOST_REPORTS) {
            return Optional.empty();
        }
        Report report = new Report(UUID.randomUUID(), title, clock.instant());
        reports.add(report);
        return Optional.of(report);
    }
}
