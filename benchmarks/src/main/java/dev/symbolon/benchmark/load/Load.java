package dev.symbolon.benchmark.load;

import java.net.URI;
import java.time.Duration;

/**
 * How much load there is on what, and for how long.
 *
 * @param clients each with a connection of its own
 */
public record Load(URI server, int clients, Duration warmUp, Duration measured) {

    public Load during(Duration warmUp, Duration measured) {
        return new Load(server, clients, warmUp, measured);
    }
}
