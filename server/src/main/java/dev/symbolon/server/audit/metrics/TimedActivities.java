package dev.symbolon.server.audit.metrics;

import dev.symbolon.server.audit.Activities;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes the time of each run, by name and by whether it went through. */
final class TimedActivities implements Activities {

    record Series(String name, String outcome) {}

    private record Timers(Timer success, Timer failure) {}

    private final Map<String, Timers> timers = new ConcurrentHashMap<>();
    private final Function<Series, Timer> register;

    TimedActivities(Function<Series, Timer> register) {
        this.register = register;
    }

    @Override
    public <T extends @Nullable Object> T run(String name, Supplier<T> work) {
        Timers known = timers.get(name);
        Timers own = known == null ? timers.computeIfAbsent(name, this::registered) : known;
        boolean succeeded = false;
        long start = System.nanoTime();
        try {
            T result = work.get();
            succeeded = true;
            return result;
        } finally {
            long took = System.nanoTime() - start;
            (succeeded ? own.success() : own.failure()).record(took, TimeUnit.NANOSECONDS);
        }
    }

    private Timers registered(String name) {
        return new Timers(register.apply(new Series(name, "success")), register.apply(new Series(name, "failure")));
    }
}
