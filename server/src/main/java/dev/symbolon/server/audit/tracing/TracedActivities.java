package dev.symbolon.server.audit.tracing;

import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.audit.tracing.Traces.Keys;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Each run is a span of the present request, if that is traced. */
final class TracedActivities implements Activities {

    private final Tracer tracer;
    private final ScopedValue<Span> current;
    private final String kind;

    TracedActivities(Tracer tracer, ScopedValue<Span> current, String kind) {
        this.tracer = tracer;
        this.current = current;
        this.kind = kind;
    }

    @Override
    public <T extends @Nullable Object> T run(String name, Supplier<T> work) {
        return current.isBound() && current.get().isRecording() ? traced(name, work) : work.get();
    }

    private <T extends @Nullable Object> T traced(String name, Supplier<T> work) {
        Span span = tracer.spanBuilder(kind + " " + name)
                .setParent(Context.root().with(current.get()))
                .startSpan();
        try {
            return work.get();
        } catch (RuntimeException | Error e) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(Keys.ERROR, e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }
}
