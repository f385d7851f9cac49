package dev.symbolon.benchmark.process;

import dev.symbolon.benchmark.BenchmarkException;
import java.nio.file.Path;
import java.util.List;

/** A command of the provider that ends by itself, such as {@code apply}. */
public final class ProviderCommand {

    private ProviderCommand() {}

    /** @throws BenchmarkException with what it printed, if it fails */
    public static void run(ProviderProcess.Settings settings, List<String> arguments) {
        Path log = settings.data().resolve("command.log");
        JavaProcess process = JavaProcess.start(settings.server().program(settings, arguments), log);
        if (process.awaitEnd() != 0) {
            throw new BenchmarkException("the command " + arguments.getFirst() + " fails:\n" + process.output());
        }
    }
}
