package dev.symbolon.server.audit.metrics;

import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.audit.Requests;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** All metrics of one provider. */
public final class Metrics implements Meters, AutoCloseable {

    /** What scraping yields is text of this type. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Duration[] BUCKETS = Buckets.durations();

    private record Series(Metric metric, List<String> labels) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<Series, Counter> counters = new ConcurrentHashMap<>();
    private final Machine machine = new Machine(this, registry);

    /** @param version of the program */
    public Metrics(String version) {
        level(Metric.BUILD, () -> 1, version, Runtime.version().toString());
    }

    /** Work of one kind, each run of which is timed. */
    public Activities activities(Metric metric) {
        return new TimedActivities(outcomes -> timer(metric, outcomes.name(), outcomes.outcome()));
    }

    /** Requests, each of which is timed. */
    public Requests requests() {
        return new TimedRequests(
                series -> timer(Metric.REQUESTS, series.route(), series.method(), series.statusClass() + "xx"));
    }

    /**
     * Counts events.
     *
     * @param routes the paths of all routes, as soon as they are known
     */
    public Consumer<AuditEvent> events(Supplier<Set<String>> routes) {
        return new CountedEvents(this, routes);
    }

    /** Counts one more. */
    public void count(Metric metric, String... labels) {
        add(metric, 1, labels);
    }

    public void add(Metric metric, double amount, String... labels) {
        counters.computeIfAbsent(new Series(metric, List.of(labels)), this::counter)
                .increment(amount);
    }

    private Counter counter(Series series) {
        return Counter.builder(series.metric().exposedName())
                .description(series.metric().meaning())
                .tags(tags(series.metric(), series.labels()))
                .register(registry);
    }

    @Override
    public void level(Metric metric, DoubleSupplier level, String... labels) {
        Gauge.builder(metric.exposedName(), level::getAsDouble)
                .description(metric.meaning())
                .tags(tags(metric, List.of(labels)))
                .register(registry);
    }

    @Override
    public void total(Metric metric, DoubleSupplier total, String... labels) {
        // Micrometer holds the first of the two weakly.
        FunctionCounter.builder(metric.exposedName(), registry, _ -> total.getAsDouble())
                .description(metric.meaning())
                .tags(tags(metric, List.of(labels)))
                .register(registry);
    }

    private Timer timer(Metric metric, String... labels) {
        return Timer.builder(metric.exposedName().replaceFirst("_seconds$", ""))
                .description(metric.meaning())
                .tags(tags(metric, List.of(labels)))
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private static List<Tag> tags(Metric metric, List<String> values) {
        List<String> names = metric.labels();
        if (names.size() != values.size()) {
            throw new IllegalArgumentException(metric.exposedName() + " has the labels " + names);
        }
        List<Tag> tags = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(names.get(i), values.get(i)));
        }
        return tags;
    }

    /** All metrics as they are now, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        machine.close();
        registry.close();
    }
}
