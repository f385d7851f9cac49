package dev.symbolon.server;

import dev.symbolon.server.configuration.ConfigurationException;
import dev.symbolon.server.key.MasterKeyException;
import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.storage.UnusableStorageException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** The program: {@code symbolon start} and {@code symbolon apply}. */
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        CommandSettings settings = new CommandSettings(
                environment,
                new Foundation.Machine(
                        InstantSource.system(),
                        new SecureRandom(),
                        Runtime.getRuntime().availableProcessors()));
        CommandSpec spec = CommandSpec.create()
                .name("symbolon")
                .version("Symbolon " + version())
                .mixinStandardHelpOptions(true)
                .addSubcommand("start", new StartCommand(settings).spec())
                .addSubcommand("apply", new ApplyCommand(settings).spec());
        spec.usageMessage().synopsisSubcommandLabel("COMMAND").description("An OpenID Connect provider.");
        return new CommandLine(spec)
                .setExecutionExceptionHandler((failure, command, parsed) -> tell(failure, command.getErr()));
    }

    private static String cause(UncheckedIOException e) {
        return Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElse("input or output failed");
    }

    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("from a development build");
    }

    /** What an operator can put right is told in words; anything else is a fault of ours, and told whole. */
    private static int tell(Exception failure, PrintWriter err) throws Exception {
        switch (failure) {
            case ConfigurationException e -> err.println(e.getMessage());
            case MasterKeyException e -> err.println("symbolon: " + e.getMessage());
            case UnusableStorageException e -> err.println("symbolon: " + e.getMessage());
            case StorageUnavailableException e -> err.println("symbolon: " + e.getMessage());
            case UncheckedIOException e -> err.println("symbolon: " + cause(e));
            default -> throw failure;
        }
        return ExitCode.SOFTWARE;
    }
}
