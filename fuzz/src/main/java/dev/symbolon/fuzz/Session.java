package dev.symbolon.fuzz;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Jazzer at work on one target, in a process of its own.
 *
 * @param findings where inputs are put that break something
 */
record Session(String target, Corpus corpus, Path findings) {

    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");
    private static final Pattern COVERED = Pattern.compile("cov: (\\d+)");
    private static final int LONGEST_SECONDS_FOR_ONE = 10;

    /** Seconds for its start, what it begins with, and its end. */
    private static final int LONGEST_BESIDES = 180;

    /** Runs it, prints a line, and says whether nothing broke. */
    boolean run(int seconds, PrintWriter out) throws IOException, InterruptedException {
        Files.createDirectories(corpus.grown(target));
        Process process =
                new ProcessBuilder(command(seconds)).redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(seconds + LONGEST_BESIDES, TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
        List<String> trouble = new ArrayList<>();
        String runs = "?";
        String covered = "?";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher done = DONE.matcher(line);
                Matcher coverage = COVERED.matcher(line);
                runs = done.find() ? done.group(1) : runs;
                covered = coverage.find() ? coverage.group(1) : covered;
                if (!trouble.isEmpty() || line.startsWith("== Java") || line.contains("ERROR: libFuzzer")) {
                    trouble.add(line);
                }
            }
        }
        boolean clean = process.waitFor() == 0;
        out.printf("%-16s %12s inputs %8s edges   %s%n", target, runs, covered, clean ? "nothing broke" : "BROKE");
        trouble.forEach(line -> out.println("    " + line));
        return clean;
    }

    private List<String> command(int seconds) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+EnableDynamicAgentLoading",
                "-Xmx1g",
                "-cp",
                classPath(),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzzed.class.getName(),
                "--target_args=" + target,
                "--instrumentation_includes=dev.symbolon.**",
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.RegexRoadblocks",
                "--reproducer_path=" + findings,
                "-max_total_time=" + seconds,
                "-timeout=" + LONGEST_SECONDS_FOR_ONE,
                "-max_len=8192",
                "-dict=" + corpus.dictionary(),
                "-rss_limit_mb=0",
                "-artifact_prefix=" + findings + "/" + target + "-",
                corpus.grown(target).toString(),
                corpus.seeds(target).toString());
    }

    /**
     * Without native cryptography: Jazzer makes hashes while it loads classes, and so do the self-tests of the native library, each
     * waiting for the other.
     */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("AmazonCorrettoCryptoProvider"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
