package dev.symbolon.benchmark;

import dev.symbolon.benchmark.load.CpuClock;
import dev.symbolon.benchmark.load.Window;
import dev.symbolon.benchmark.process.OperatingSystem;
import java.time.Duration;

/** The clock of what is measured, which notes at each reading what the load generator itself has used. For one window at a time. */
final class GeneratorClock implements CpuClock {

    private final CpuClock measured;
    private Duration begun = Duration.ZERO;
    private Duration ended = Duration.ZERO;

    GeneratorClock(CpuClock measured) {
        this.measured = measured;
    }

    @Override
    public Duration cpu() {
        begun = ended;
        ended = OperatingSystem.usage(ProcessHandle.current().pid()).cpu();
        return measured.cpu();
    }

    /** How many processors the load generator took between the two readings for the window. */
    double processors(Window window) {
        return (double) ended.minus(begun).toNanos() / window.length().toNanos();
    }
}
