package dev.symbolon.benchmark;

import dev.symbolon.benchmark.load.Load;
import dev.symbolon.benchmark.store.StoreKind;
import dev.symbolon.benchmark.target.Algorithms;
import java.net.URI;
import java.time.Duration;

/**
 * How to measure.
 *
 * @param clients that work at the same time
 * @param people who take turns
 * @param warmUp before the first round
 * @param measured in each round
 */
public record Plan(
        StoreKind store,
        Algorithms algorithms,
        int clients,
        int people,
        Duration warmUp,
        Duration measured,
        int rounds) {

    public Load load(URI server) {
        return new Load(server, clients, warmUp, measured);
    }

    /** For each part of the floor, which needs less time to be sure of. */
    public Duration floorMeasured() {
        return measured.dividedBy(4);
    }
}
