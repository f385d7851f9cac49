package dev.symbolon.proof;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.load.Latencies;
import dev.symbolon.benchmark.process.OperatingSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a provider uses, and how quick it is, at one moment of a long time.
 *
 * @param heap in megabytes, after a full collection
 * @param database in megabytes
 */
record Sample(double resident, double heap, double threads, double files, double database, double p50, double p99) {

    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    /** @param data the files of the database */
    static Sample of(long pid, Path data, Latencies latencies) {
        try {
            double heap = heap(pid);
            return new Sample(
                    OperatingSystem.usage(pid).residentMegabytes(),
                    heap,
                    entries(pid, "task"),
                    entries(pid, "fd"),
                    megabytes(data),
                    latencies.percentile(50).toNanos() / 1e6,
                    latencies.percentile(99).toNanos() / 1e6);
        } catch (IOException e) {
            throw new BenchmarkException("process " + pid + " cannot be looked at", e);
        }
    }

    private static double heap(long pid) throws IOException {
        jcmd(pid, "GC.run");
        Matcher used = USED.matcher(jcmd(pid, "GC.heap_info"));
        double kilobytes = 0;
        while (used.find()) {
            kilobytes += Double.parseDouble(used.group(1));
        }
        return kilobytes / 1e3;
    }

    private static String jcmd(long pid, String command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static double entries(long pid, String folder) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), folder))) {
            return entries.count();
        }
    }

    private static double megabytes(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile).mapToLong(Sample::size).sum() / 1e6;
        } catch (UncheckedIOException e) {
            return megabytes(data);
        }
    }

    /** Files of a database come and go. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    @Override
    public String toString() {
        return "RSS %5.0f MB, heap %5.1f MB, %3.0f threads, %3.0f files, database %6.1f MB, p50 %6.1f ms, p99 %7.1f ms"
                .formatted(resident, heap, threads, files, database, p50, p99);
    }
}
