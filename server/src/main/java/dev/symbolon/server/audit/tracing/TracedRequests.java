package dev.symbolon.server.audit.tracing;

import dev.symbolon.server.audit.Requests;
import dev.symbolon.server.audit.tracing.Traces.Keys;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Each request is a span, beneath the one that the caller names (W3C Trace Context). */
final class TracedRequests implements Requests {

    private static final int FAULT = 500;
    private static final String TRACEPARENT = "traceparent";

    private final Tracer tracer;
    private final ScopedValue<Span> current;

    TracedRequests(Tracer tracer, ScopedValue<Span> current) {
        this.tracer = tracer;
        this.current = current;
    }

    @Override
    public <T> T run(Arrival arrival, Supplier<T> answering, ToIntFunction<T> status) {
        Span span = begin(arrival);
        int sent = FAULT;
        try {
            T answer = ScopedValue.where(current, span).call(answering::get);
            sent = status.applyAsInt(answer);
            return answer;
        } finally {
            span.setAttribute(Keys.STATUS, (long) sent);
            if (sent >= FAULT) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
        }
    }

    private Span begin(Arrival arrival) {
        boolean isRouted = !arrival.route().equals(Arrival.NO_ROUTE);
        Span span = tracer.spanBuilder(isRouted ? arrival.method() + " " + arrival.route() : arrival.method())
                .setSpanKind(SpanKind.SERVER)
                .setParent(parent(arrival.traceparent()))
                .setAttribute(Keys.METHOD, arrival.method())
                .startSpan();
        return isRouted ? span.setAttribute(Keys.ROUTE, arrival.route()) : span;
    }

    private static Context parent(Optional<String> traceparent) {
        return traceparent
                .map(header -> W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), header, Header.TRACEPARENT_ALONE))
                .orElseGet(Context::root);
    }

    /** The one header field that is read. */
    private enum Header implements TextMapGetter<String> {
        TRACEPARENT_ALONE;

        @Override
        public Iterable<String> keys(String header) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable String header, String key) {
            return key.equals(TRACEPARENT) ? header : null;
        }
    }
}
