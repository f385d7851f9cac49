package dev.symbolon.server;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** {@code symbolon start}, as it is explained and as it is said in less usual words. */
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
        CommandLine command = spec.commandLine();
        new Start(settings, command.getOut(), command.getErr()).run(settings.load(command.getParseResult()));
        return ExitCode.OK;
    }
}
