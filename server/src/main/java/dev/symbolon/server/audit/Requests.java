package dev.symbolon.server.audit;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Watches requests as they are answered. */
public interface Requests {

    /**
     * A request as it comes in. Neither its query nor its content is here: they may hold secrets.
     *
     * @param route the path of the route that it is for, and nothing of the request itself; {@link #NO_ROUTE} if there is none
     * @param method one that the route knows, else {@link #OTHER_METHOD}
     * @param traceparent what the caller says of the trace that the request belongs to (W3C Trace Context §3.2)
     */
    record Arrival(String route, String method, Optional<String> traceparent) {

        public static final String NO_ROUTE = "none";
        public static final String OTHER_METHOD = "_OTHER";
    }

    /** Has the request answered. */
    <T> T run(Arrival arrival, Supplier<T> answering, ToIntFunction<T> status);

    /** These requests, watched by another one from within as well. */
    default Requests and(Requests inner) {
        Requests outer = this;
        return new Requests() {

            @Override
            public <T> T run(Arrival arrival, Supplier<T> answering, ToIntFunction<T> status) {
                return outer.run(arrival, () -> inner.run(arrival, answering, status), status);
            }
        };
    }
}
