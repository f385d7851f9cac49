package dev.symbolon.proof;

import java.util.Map;
import java.util.TreeMap;

/** Something that must always be so: how often it was looked at, and how it was broken. Safe for many threads. */
final class Claim {

    private static final int MOST_REASONS = 5;

    private final String text;
    private final Map<String, Integer> broken = new TreeMap<>();
    private long seen;

    Claim(String text) {
        this.text = text;
    }

    void hold() {
        check(true, "");
    }

    /** @param how without tokens, codes or secrets */
    void breakBy(String how) {
        check(false, how);
    }

    /** Whether it was so this time. */
    synchronized void check(boolean held, String how) {
        seen++;
        if (!held) {
            broken.merge(how, 1, Integer::sum);
        }
    }

    synchronized long seen() {
        return seen;
    }

    /** What nobody has looked at is not proved. */
    synchronized boolean isHeld() {
        return seen > 0 && broken.isEmpty();
    }

    /** The verdict in a line, and the reasons below it. */
    synchronized String verdict() {
        int times = broken.values().stream().mapToInt(Integer::intValue).sum();
        StringBuilder verdict = new StringBuilder(
                isHeld()
                        ? "held    %-64s %,9d checked".formatted(text, seen)
                        : "broken  %-64s %,9d of %,d".formatted(text, times, seen));
        broken.entrySet().stream()
                .limit(MOST_REASONS)
                .forEach(reason -> verdict.append("%n          %d × %s".formatted(reason.getValue(), reason.getKey())));
        return verdict.toString();
    }
}
