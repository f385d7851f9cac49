package dev.symbolon.server.configuration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects problems while files and settings are read, each once, so that an operator hears of all of them together. */
public final class Problems {

    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    /** Notes what makes the whole thing unusable. */
    public void add(Place place, String excerpt, String remedy) {
        errors.add(new Problem(place, excerpt, remedy));
    }

    /** Notes what works, but perhaps should not be so. */
    public void warn(Place place, String excerpt, String remedy) {
        warnings.add(new Problem(place, excerpt, remedy));
    }

    public List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** @throws ConfigurationException if there is any problem; warnings are none */
    public void refuseAny() {
        if (!errors.isEmpty()) {
            throw new ConfigurationException(List.copyOf(errors));
        }
    }

    /**
     * The problems as text for people, source by source and line by line.
     *
     * @param noun what each of them is
     */
    public static String describe(List<Problem> problems, String noun) {
        Map<String, List<Problem>> bySource = new LinkedHashMap<>();
        problems.forEach(problem -> bySource.computeIfAbsent(problem.place().source(), source -> new ArrayList<>())
                .add(problem));
        StringBuilder text = new StringBuilder();
        bySource.forEach((source, those) -> text.append(describe(source, those, noun)));
        return text.toString().stripTrailing();
    }

    private static String describe(String source, List<Problem> unordered, String noun) {
        List<Problem> problems = unordered.stream()
                .sorted(Comparator.comparingInt(problem -> problem.place().line()))
                .toList();
        int positions = width(problems.stream().map(Problem::position).toList());
        int excerpts = width(problems.stream().map(Problem::excerpt).toList());
        StringBuilder text = new StringBuilder(
                "symbolon: %d %s in %s%n".formatted(problems.size(), problems.size() == 1 ? noun : noun + "s", source));
        for (Problem problem : problems) {
            text.append("  ");
            append(text, problem.position(), positions, 3);
            append(text, problem.excerpt(), excerpts, 4);
            text.append(problem.remedy()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String cell, int width, int gap) {
        if (width > 0) {
            text.append(cell).repeat(' ', width - cell.length() + gap);
        }
    }

    private static int width(List<String> cells) {
        return cells.stream().mapToInt(String::length).max().orElse(0);
    }
}
