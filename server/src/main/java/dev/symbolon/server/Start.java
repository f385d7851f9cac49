package dev.symbolon.server;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ConfigurationLoader;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.manifest.Difference;
import dev.symbolon.server.storage.Storage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs the provider until the program is told to end. */
record Start(CommandSettings settings, PrintWriter out, PrintWriter err) {

    private static final String COMMAND = "start";
    private static final String CONFIG = "--config=";

    /**
     * Whether a command line says no more than that the provider is to start, with these settings. Then there is nothing to look up,
     * and the library for command lines, which takes a tenth of a second to load, is not needed.
     */
    static boolean isPlain(List<String> arguments) {
        return !arguments.isEmpty()
                && arguments.getFirst().equals(COMMAND)
                && arguments.stream().skip(1).allMatch(argument -> argument.matches("--[a-z-]+=.*"))
                && arguments.stream()
                                .filter(argument -> argument.startsWith(CONFIG))
                                .count()
                        <= 1;
    }

    /** @param plain a command line that is plain */
    void run(List<String> plain) throws InterruptedException {
        Optional<Path> file = plain.stream()
                .filter(argument -> argument.startsWith(CONFIG))
                .map(argument -> Path.of(argument.substring(CONFIG.length())))
                .findFirst();
        List<String> flags = plain.stream()
                .skip(1)
                .filter(argument -> !argument.startsWith(CONFIG))
                .toList();
        run(ConfigurationLoader.load(file, settings.environment(), flags));
    }

    void run(Configuration configuration) throws InterruptedException {
        Foundation foundation =
                Foundation.open(configuration, settings.machine(), Observation.start(configuration.observation()));
        try {
            Features features = configuration.protocol().features();
            configuration.manifests().forEach(manifest -> apply(manifest, features, foundation));
            RunningProvider provider = RunningProvider.start(configuration, foundation, settings.machine());
            Ending.arrange(provider, configuration.listener().drain());
            print(banner(configuration, foundation.storage(), provider).text());
        } catch (RuntimeException e) {
            foundation.close();
            throw e;
        }
        new CountDownLatch(1).await();
    }

    private void apply(Path manifest, Features features, Foundation foundation) {
        Difference difference = ApplyCommand.compare(manifest, foundation, features, settings, err);
        if (!difference.isEmpty()) {
            ApplyCommand.declare(difference, foundation, settings);
            print(manifest + ":" + System.lineSeparator() + difference.describe());
        }
    }

    private Banner banner(Configuration configuration, Storage storage, RunningProvider provider) {
        return new Banner(
                configuration,
                provider.port(),
                storage.description(),
                Cryptography.signatures(),
                provider.served(),
                new Banner.Registered(
                        storage.clients().count(),
                        storage.apis().all().size(),
                        storage.users().count()),
                new Listeners(configuration).doubts(settings.machine().clock().instant()));
    }

    private void print(String text) {
        out.println(text);
        out.println();
        out.flush();
    }
}
