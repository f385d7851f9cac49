package dev.symbolon.benchmark.process;

import dev.symbolon.benchmark.BenchmarkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads what Linux says of processes in {@code /proc}. */
public final class OperatingSystem {

    /** Linux counts in hundredths of a second towards programs, whatever the kernel itself does. */
    private static final Duration TICK = Duration.ofMillis(10);

    private static final long OCTETS_IN_A_PAGE = 4096;

    private OperatingSystem() {}

    /** What a process has used, without its children. */
    public static Usage usage(long pid) {
        Stat stat = stat(pid);
        return new Usage(TICK.multipliedBy(stat.ticks()), stat.pages() * OCTETS_IN_A_PAGE);
    }

    /** What a process and all below it have used, those included that have ended. */
    public static Usage usageWithDescendants(long pid) {
        return withDescendants(pid, stat(pid));
    }

    private static Usage withDescendants(long pid, Stat stat) {
        Usage own = new Usage(
                TICK.multipliedBy(stat.ticks() + stat.ticksOfEndedChildren()), stat.pages() * OCTETS_IN_A_PAGE);
        return children(pid).stream().map(OperatingSystem::usageIfThere).reduce(own, Usage::plus);
    }

    /** A child that ends meanwhile is counted with its parent from then on. */
    private static Usage usageIfThere(long pid) {
        try {
            return withDescendants(pid, read(pid));
        } catch (IOException e) {
            return Usage.NONE;
        }
    }

    private static List<Long> children(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .toList();
    }

    /** The fields of {@code /proc/PID/stat} (proc(5)) that count here. */
    private record Stat(long ticks, long ticksOfEndedChildren, long pages) {

        /** The name of the program, in parentheses, may hold anything; the numbers come after the last one. */
        static Stat parse(String line) {
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new Stat(sum(fields[11], fields[12]), sum(fields[13], fields[14]), Long.parseLong(fields[21]));
        }

        private static long sum(String one, String other) {
            return Long.parseLong(one) + Long.parseLong(other);
        }
    }

    private static Stat stat(long pid) {
        try {
            return read(pid);
        } catch (NoSuchFileException e) {
            throw new BenchmarkException("there is no process " + pid + " any more", e);
        } catch (IOException e) {
            throw new BenchmarkException("process " + pid + " cannot be looked at; only Linux can be measured on", e);
        }
    }

    private static Stat read(long pid) throws IOException {
        return Stat.parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
    }
}
