package dev.symbolon.server;

import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.audit.RequestLines;
import dev.symbolon.server.audit.Requests;
import dev.symbolon.server.audit.log.Logs;
import dev.symbolon.server.audit.metrics.Metrics;
import dev.symbolon.server.audit.tracing.Traces;
import dev.symbolon.server.configuration.LogSettings;
import dev.symbolon.server.configuration.ObservationSettings;
import dev.symbolon.server.endpoint.management.ManagementEndpoint;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.Router;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.WatchedStorage;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What watches the provider at work: the log always, metrics where they are served, traces where they are collected.
 *
 * <p>There are lambdas where method references would do: those would load the libraries even if neither is wanted.
 */
public final class Observation implements AutoCloseable {

    private final Optional<Metrics> metrics;
    private final Optional<Traces> traces;
    private final Audit audit;
    private final AtomicReference<Set<String>> paths = new AtomicReference<>(Set.of());
    private final AtomicBoolean collectorIsAway = new AtomicBoolean();

    private Observation(ObservationSettings settings) {
        this.metrics =
                settings.management().port().isPresent() ? Optional.of(new Metrics(Main.version())) : Optional.empty();
        Traces.Origin origin =
                new Traces.Origin(Main.version(), settings.tracing().ratio());
        this.traces = settings.tracing().endpoint().map(collector -> Traces.start(collector, origin, this::exported));
        Consumer<AuditEvent> counted =
                metrics.map(all -> all.events(paths::get)).orElse(event -> {});
        this.audit = new Audit(
                this::trace, traces.map(all -> counted.andThen(all.events())).orElse(counted));
    }

    private Observation(Audit audit) {
        this.metrics = Optional.empty();
        this.traces = Optional.empty();
        this.audit = audit;
    }

    /** As the settings say. */
    public static Observation start(ObservationSettings settings) {
        LogSettings log = settings.log();
        Logs.write(log.format() == LogSettings.Format.JSON, log.level().name());
        return new Observation(settings);
    }

    private void exported(Traces.Export export) {
        metrics.ifPresent(all -> all.add(Metric.SPANS, export.spans(), export.taken() ? "taken" : "lost"));
        if (collectorIsAway.getAndSet(!export.taken()) || export.taken()) {
            return;
        }
        audit.record(
                new AuditEvent.Unavailable("tracing", new IllegalStateException("the collector does not take spans")));
    }

    private Optional<String> trace() {
        return traces.flatMap(all -> all.present());
    }

    /** Events alone. */
    public static Observation of(Audit audit) {
        return new Observation(audit);
    }

    public Audit audit() {
        return audit;
    }

    /** Whatever can be read off, is, if there are metrics. */
    void measure(Consumer<Meters> readings) {
        metrics.ifPresent(readings);
    }

    void add(Metric metric, double amount) {
        metrics.ifPresent(all -> all.add(metric, amount));
    }

    /** Work of one kind, watched. */
    Activities activities(Metric metric) {
        return watched(metric).orElse(Activities.UNWATCHED);
    }

    private Optional<Activities> watched(Metric metric) {
        return Stream.of(metrics.map(all -> all.activities(metric)), traces.map(all -> all.activities(kind(metric))))
                .flatMap(Optional::stream)
                .reduce(Activities::and);
    }

    /** What the spans of such work begin with. */
    private static String kind(Metric metric) {
        return switch (metric) {
            case STORAGE -> "storage";
            case SIGNATURES -> "sign";
            case PASSWORDS -> "check password";
            default -> metric.name().toLowerCase(Locale.ROOT);
        };
    }

    /** The storage, each verb of it watched. */
    Storage around(Storage storage) {
        measure(storage::measure);
        return watched(Metric.STORAGE)
                .<Storage>map(verbs -> new WatchedStorage(storage, verbs))
                .orElse(storage);
    }

    /** The endpoint, each request to it watched by the route that it is for. */
    Endpoint around(Endpoint endpoint, Router router) {
        paths.set(router.paths());
        return Stream.of(
                        traces.map(all -> all.requests()),
                        RequestLines.heard(this::trace),
                        metrics.map(all -> all.requests()))
                .flatMap(Optional::stream)
                .reduce(Requests::and)
                .<Endpoint>map(requests -> new WatchedEndpoint(endpoint, router, requests))
                .orElse(endpoint);
    }

    /** The fallback, whose outcomes are counted. */
    Fallback around(Fallback fallback) {
        return metrics.<Fallback>map(all -> (request, outcome) -> {
                    all.count(Metric.UNANSWERED, outcome.name());
                    return fallback.answer(request, outcome);
                })
                .orElse(fallback);
    }

    /** What operators ask, if there is anything to tell them. */
    Optional<Endpoint> management(Endpoint health) {
        return metrics.map(all -> new ManagementEndpoint(Metrics.CONTENT_TYPE, all::scrape, health));
    }

    @Override
    public void close() {
        traces.ifPresent(all -> all.close());
        metrics.ifPresent(all -> all.close());
    }
}
