package dev.symbolon.benchmark.process;

import java.time.Duration;

/**
 * What a process, or several together, have used.
 *
 * @param cpu in user and kernel mode, since the start
 * @param residentOctets of memory, now
 */
public record Usage(Duration cpu, long residentOctets) {

    public static final Usage NONE = new Usage(Duration.ZERO, 0);

    public Usage plus(Usage other) {
        return new Usage(cpu.plus(other.cpu), residentOctets + other.residentOctets);
    }

    public double residentMegabytes() {
        return residentOctets / 1e6;
    }
}
