package dev.symbolon.server;

import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.audit.Requests;
import dev.symbolon.server.audit.metrics.Metrics;
import dev.symbolon.server.configuration.ObservationSettings;
import dev.symbolon.server.endpoint.management.ManagementEndpoint;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.Router;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.WatchedStorage;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What watches the provider at work: the log always, metrics where they are served, traces where they are collected. */
public final class Observation implements AutoCloseable {

    private final Optional<Metrics> metrics;
    private final Audit audit;
    private final AtomicReference<Set<String>> paths = new AtomicReference<>(Set.of());

    private Observation(Optional<Metrics> metrics) {
        this.metrics = metrics;
        this.audit = new Audit(metrics.map(all -> all.events(paths::get)).orElse(event -> {}));
    }

    private Observation(Audit audit) {
        this.metrics = Optional.empty();
        this.audit = audit;
    }

    /** As the settings say. */
    public static Observation start(ObservationSettings settings) {
        boolean isMeasured = settings.management().port().isPresent();
        return new Observation(isMeasured ? Optional.of(new Metrics(Main.version())) : Optional.empty());
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
        return Stream.of(metrics.map(all -> all.activities(metric)))
                .flatMap(Optional::stream)
                .reduce(Activities::and);
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
        return Stream.of(metrics.map(Metrics::requests))
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
        metrics.ifPresent(Metrics::close);
    }
}
