package dev.symbolon.benchmark.load;

import java.net.URI;
import java.time.Duration;

/**
 * A server and what it is put to, one of several that take turns.
 *
 * @param clients that work at the same time
 * @param cpu of the server, its database included
 */
public record Side(URI server, int clients, Operation operation, CpuClock cpu) {

    /** The same work for another number of clients. */
    public Side by(int others) {
        return new Side(server, others, operation, cpu);
    }

    /** Has its turn. */
    public Window work(Duration warmUp, Duration measured) {
        return ClosedLoop.run(new Load(server, clients, warmUp, measured), operation, cpu);
    }
}
