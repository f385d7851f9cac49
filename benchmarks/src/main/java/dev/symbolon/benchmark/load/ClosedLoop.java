package dev.symbolon.benchmark.load;

/** A fixed number of clients, each of which begins its next operation when the last one has ended. */
public final class ClosedLoop {

    private ClosedLoop() {}

    /** @param operation which all clients perform at the same time */
    public static Window run(Load load, Operation operation, CpuClock clock) {
        return Clients.run(load, operation, () -> System::nanoTime, clock);
    }
}
