package dev.symbolon.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that moves only when it is told to. */
public final class TestClock implements InstantSource {

    /** When every test begins. */
    public static final Instant START = Instant.parse("2026-03-01T09:00:00Z");

    private volatile Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }
}
