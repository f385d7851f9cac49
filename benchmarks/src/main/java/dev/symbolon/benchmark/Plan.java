package dev.symbolon.benchmark;

import dev.symbolon.benchmark.load.Load;
import dev.symbolon.benchmark.report.Row;
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

    /** Something that is measured so. */
    Row.Subject subject(String name) {
        return new Row.Subject(name, store.toString(), algorithms.toString());
    }

    public Load load(URI server) {
        return new Load(server, clients, warmUp, measured);
    }

    /** How long to work before the window of a round: after the first one only until the other side's traces are gone. */
    public Duration onset(int round) {
        return round == 0 ? warmUp : measured.dividedBy(5);
    }

    /** For each part of the floor, which needs less time to be sure of. */
    public Duration floorMeasured() {
        return measured.dividedBy(4);
    }
}
