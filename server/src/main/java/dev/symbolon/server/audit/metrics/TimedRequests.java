package dev.symbolon.server.audit.metrics;

import dev.symbolon.server.audit.Requests;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Takes the time of each request, by route, method and class of status. */
final class TimedRequests implements Requests {

    private static final int FAULT = 500;

    record Series(String route, String method, int statusClass) {}

    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();
    private final Function<Series, Timer> register;

    TimedRequests(Function<Series, Timer> register) {
        this.register = register;
    }

    @Override
    public <T> T run(Arrival arrival, Supplier<T> answering, ToIntFunction<T> status) {
        long start = System.nanoTime();
        int sent = FAULT;
        try {
            T answer = answering.get();
            sent = status.applyAsInt(answer);
            return answer;
        } finally {
            Series series = new Series(arrival.route(), arrival.method(), sent / 100);
            Timer known = timers.get(series);
            Timer own = known == null ? timers.computeIfAbsent(series, register) : known;
            own.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }
}
