package dev.symbolon.benchmark.floor;

import dev.symbolon.benchmark.http.HttpConnection.Exchange;
import dev.symbolon.benchmark.store.Store;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Measures floors. */
public final class FloorGauge implements AutoCloseable {

    private final Store store;
    private final Duration duration;
    private final Exchanging exchanging;
    private Duration warmUp;

    /**
     * @param store whose commits are measured
     * @param folder for a log
     * @param warmUp before exchanges are measured for the first time
     * @param duration of each measurement
     */
    public FloorGauge(Store store, Path folder, Duration warmUp, Duration duration) {
        this.store = store;
        this.duration = duration;
        this.exchanging = Exchanging.start(folder);
        this.warmUp = warmUp;
    }

    /**
     * The floor of an operation.
     *
     * @param exchanges those over HTTP that it consists of, as they were with the provider
     * @param clients that exchange at the same time
     */
    public Floor measure(Needs needs, List<Exchange> exchanges, int clients) {
        List<Floor.Part> parts = new ArrayList<>();
        parts.addAll(each("signature", needs.signatures(), algorithm -> Signing.signing(algorithm, duration)));
        parts.addAll(each("verification", needs.verifications(), algorithm -> Signing.verifying(algorithm, duration)));
        parts.add(new Floor.Part(
                counted(exchanges.size(), "exchange"), exchanging.milliseconds(exchanges, clients, warmUp, duration)));
        warmUp = duration.dividedBy(2);
        if (needs.commits() > 0) {
            parts.add(new Floor.Part(
                    counted(needs.commits(), "commit"), needs.commits() * Committing.milliseconds(store, duration)));
        }
        return new Floor(parts);
    }

    @Override
    public void close() {
        exchanging.close();
    }

    private static List<Floor.Part> each(
            String what, List<SigningAlgorithm> all, ToDoubleFunction<SigningAlgorithm> milliseconds) {
        List<Floor.Part> parts = new ArrayList<>();
        for (SigningAlgorithm algorithm : new LinkedHashSet<>(all)) {
            int count = Collections.frequency(all, algorithm);
            parts.add(new Floor.Part(
                    counted(count, algorithm + " " + what), count * milliseconds.applyAsDouble(algorithm)));
        }
        return parts;
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
