package dev.symbolon.server.audit;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each request to {@code symbolon.request}, at the level of debugging. */
public final class RequestLines implements Requests {

    private static final Logger REQUEST = LoggerFactory.getLogger("symbolon.request");

    private final Supplier<Optional<String>> trace;

    private RequestLines(Supplier<Optional<String>> trace) {
        this.trace = trace;
    }

    /**
     * Nothing if nobody listens.
     *
     * @param trace the id of the present trace, if there is one
     */
    public static Optional<Requests> heard(Supplier<Optional<String>> trace) {
        return REQUEST.isDebugEnabled() ? Optional.of(new RequestLines(trace)) : Optional.empty();
    }

    @Override
    public <T> T run(Arrival arrival, Supplier<T> answering, ToIntFunction<T> status) {
        long start = System.nanoTime();
        T answer = answering.get();
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start);
        LogLine line = new LogLine("answered")
                .with("route", arrival.route())
                .with("method", arrival.method())
                .with("status", status.applyAsInt(answer))
                .with("microseconds", micros)
                .with("trace_id", trace.get());
        REQUEST.debug("{}", line);
        return answer;
    }
}
