package dev.symbolon.server;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.manifest.Difference;
import dev.symbolon.server.storage.Storage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** Runs the provider until the program is told to end. */
final class StartCommand implements Callable<Integer> {

    private final CommandSettings settings;
    private final CommandSpec spec;

    StartCommand(CommandSettings settings) {
        this.settings = settings;
        this.spec = CommandSpec.wrapWithoutInspection(this);
        CommandSettings.addTo(spec);
        spec.usageMessage()
                .customSynopsis("symbolon start [--config=FILE] [--SETTING=VALUE]...")
                .description("Runs the provider, after it has applied the manifests that the configuration names.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() throws InterruptedException {
        start(settings.load(spec.commandLine().getParseResult()));
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private void start(Configuration configuration) {
        Foundation foundation =
                Foundation.open(configuration, settings.machine(), Observation.start(configuration.observation()));
        try {
            configuration.manifests().forEach(manifest -> apply(manifest, foundation));
            RunningProvider provider = RunningProvider.start(configuration, foundation, settings.machine());
            Ending.arrange(provider, configuration.listener().drain());
            print(banner(configuration, foundation.storage(), provider).text());
        } catch (RuntimeException e) {
            foundation.close();
            throw e;
        }
    }

    private void apply(Path manifest, Foundation foundation) {
        Difference difference = ApplyCommand.compare(
                manifest, foundation, settings, spec.commandLine().getErr());
        if (!difference.isEmpty()) {
            foundation.storage().declare(difference.declarations());
            print(manifest + ":" + System.lineSeparator() + difference.describe());
        }
    }

    private static Banner banner(Configuration configuration, Storage storage, RunningProvider provider) {
        return new Banner(
                configuration,
                provider.port(),
                storage.description(),
                Cryptography.signatures(),
                provider.served(),
                new Banner.Registered(
                        storage.clients().all().size(),
                        storage.apis().all().size(),
                        storage.users().count()));
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.println();
        out.flush();
    }
}
