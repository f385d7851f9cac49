package dev.symbolon.server.audit.tracing;

import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.audit.Requests;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The traces of one provider. A span holds route, method, status, error code and the name of what was done, and nothing that a request brought.
 *
 * <p>Spans wait in a queue of bounded length, and are dropped beyond it: no request ever waits for the collector.
 */
public final class Traces implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final long FAREWELL_SECONDS = 3;

    /** What writes traces, and what it calls itself. */
    public record Origin(String version, double ratio) {}

    /** Spans that were sent to the collector. */
    public record Export(int spans, boolean taken) {}

    /** It would write lines of its own about a collector that is away; we count exports, and log the first that fails. */
    private final Logger exporterLog = Logger.getLogger("io.opentelemetry");

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final ScopedValue<Span> current = ScopedValue.newInstance();

    private Traces(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get("symbolon");
        exporterLog.setLevel(Level.OFF);
    }

    /**
     * Begins to send.
     *
     * @param collector that takes OTLP over HTTP at {@code /v1/traces} beneath it
     * @param exported is told what became of each batch
     */
    public static Traces start(URI collector, Origin origin, Consumer<Export> exported) {
        String base = collector.toString().replaceFirst("/$", "");
        OtlpHttpSpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(base + "/v1/traces")
                .setTimeout(TIMEOUT)
                .setConnectTimeout(TIMEOUT)
                .build();
        return new Traces(SdkTracerProvider.builder()
                .setResource(resource(origin))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(origin.ratio())))
                .addSpanProcessor(BatchSpanProcessor.builder(new CountedExporter(exporter, exported))
                        .setScheduleDelay(Duration.ofSeconds(1))
                        .build())
                .build());
    }

    private static Resource resource(Origin origin) {
        return Resource.getDefault()
                .merge(Resource.create(Attributes.builder()
                        .put("service.name", "symbolon")
                        .put("service.version", origin.version())
                        .put("service.instance.id", UUID.randomUUID().toString())
                        .build()));
    }

    /** Work that is a span of the request that it is done for. */
    public Activities activities(String kind) {
        return new TracedActivities(tracer, current, kind);
    }

    public Requests requests() {
        return new TracedRequests(tracer, current);
    }

    /** Puts on the present request's span with which error it was refused. */
    public Consumer<AuditEvent> events() {
        return event -> {
            if (event instanceof AuditEvent.Refused refused && current.isBound()) {
                current.get().setAttribute(Keys.ERROR, refused.error().code());
            }
        };
    }

    /** The id of the trace that the present request belongs to. */
    public Optional<String> present() {
        return current.isBound() ? Optional.of(current.get().getSpanContext().getTraceId()) : Optional.empty();
    }

    /** Sends what has not been sent yet, for as long as that takes in a few seconds. */
    @Override
    public void close() {
        provider.shutdown().join(FAREWELL_SECONDS, TimeUnit.SECONDS);
    }

    /** The names of attributes, by OpenTelemetry's conventions. */
    static final class Keys {

        static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
        static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
        static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
        static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

        private Keys() {}
    }
}
