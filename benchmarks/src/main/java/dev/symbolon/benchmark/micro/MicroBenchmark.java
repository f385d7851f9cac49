package dev.symbolon.benchmark.micro;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.report.Report;
import dev.symbolon.protocol.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Has JMH measure every benchmark of this package, each in a process of its own. */
public final class MicroBenchmark {

    private static final int WARM_UPS = 3;
    private static final int MEASUREMENTS = 5;
    private static final TimeValue SECOND = TimeValue.seconds(1);

    private MicroBenchmark() {}

    /** JMH prints for people as it goes, a table at the end; programs get an object for each benchmark. */
    public static void run(Report report) {
        try {
            for (RunResult result :
                    new Runner(options(report.isForPeople() ? VerboseMode.NORMAL : VerboseMode.SILENT)).run()) {
                report.object(json(result.getPrimaryResult(), result.getParams().getBenchmark()));
            }
        } catch (RunnerException e) {
            throw new BenchmarkException("JMH cannot measure", e);
        }
    }

    static Options options(VerboseMode verbosity) {
        return new OptionsBuilder()
                .include("^" + MicroBenchmark.class.getPackageName() + "\\.")
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .warmupIterations(WARM_UPS)
                .warmupTime(SECOND)
                .measurementIterations(MEASUREMENTS)
                .measurementTime(SECOND)
                .shouldFailOnError(true)
                .verbosity(verbosity)
                .build();
    }

    private static JsonObject json(Result<?> result, String benchmark) {
        return JsonObject.empty()
                .with(
                        "name",
                        benchmark.substring(
                                MicroBenchmark.class.getPackageName().length() + 1))
                .with("us_per_op", rounded(result.getScore()))
                .with("error_us", rounded(result.getScoreError()));
    }

    private static BigDecimal rounded(double value) {
        return Double.isFinite(value) ? BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP) : BigDecimal.ZERO;
    }
}
