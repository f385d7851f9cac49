package dev.symbolon.benchmark.load;

import java.time.Duration;

/** How much CPU time something has used so far. */
@FunctionalInterface
public interface CpuClock {

    Duration cpu();
}
