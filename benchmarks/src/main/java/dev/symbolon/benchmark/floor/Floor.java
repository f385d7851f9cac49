package dev.symbolon.benchmark.floor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The least CPU time that an operation can take on this machine, part by part. */
public record Floor(List<Part> parts) {

    public Floor(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** What cannot be done without. */
    public record Part(String name, double milliseconds) {

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%s %.3f", name, milliseconds);
        }
    }

    public double milliseconds() {
        return parts.stream().mapToDouble(Part::milliseconds).sum();
    }

    /** The parts and their sum, for people. */
    @Override
    public String toString() {
        return parts.stream().map(Part::toString).collect(Collectors.joining(" + "))
                + String.format(Locale.ROOT, " = %.3f ms", milliseconds());
    }
}
