package dev.symbolon.server;

import dev.symbolon.server.configuration.ConfigurationException;
import dev.symbolon.server.key.MasterKeyException;
import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.storage.UnusableStorageException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** The program, and the list of its commands. */
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        System.exit(run(System.getenv(), arguments));
    }

    static int run(Map<String, String> environment, String... arguments) {
        List<String> words = List.of(arguments);
        return Start.isPlain(words)
                ? start(environment, words)
                : commandLine(environment).execute(arguments);
    }

    private static int start(Map<String, String> environment, List<String> words) {
        PrintWriter err = writer(System.err);
        try {
            new Start(settings(environment), writer(System.out), err).run(words);
            return ExitCode.OK;
        } catch (Exception e) {
            return tell(e, err);
        }
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, stream.charset());
    }

    private static CommandSettings settings(Map<String, String> environment) {
        return new CommandSettings(
                environment,
                new Foundation.Machine(
                        InstantSource.system(),
                        new SecureRandom(),
                        Runtime.getRuntime().availableProcessors()));
    }

    static CommandLine commandLine(Map<String, String> environment) {
        CommandSettings settings = settings(environment);
        CommandSpec spec = CommandSpec.create()
                .name("symbolon")
                .version("Symbolon " + version())
                .mixinStandardHelpOptions(true)
                .addSubcommand("start", new StartCommand(settings).spec())
                .addSubcommand("apply", new ApplyCommand(settings).spec())
                .addSubcommand("check", new CheckCommand(settings).spec())
                .addSubcommand("backup", new BackupCommand(settings).spec())
                .addSubcommand("restore", new RestoreCommand(settings).spec())
                .addSubcommand("rotate-keys", new RotateKeysCommand(settings).spec())
                .addSubcommand("rotate-master-key", new RotateMasterKeyCommand(settings).spec());
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
    private static int tell(Exception failure, PrintWriter err) {
        switch (failure) {
            case ConfigurationException e -> err.println(e.getMessage());
            case CommandFailure e -> err.println("symbolon: " + e.getMessage());
            case MasterKeyException e -> err.println("symbolon: " + e.getMessage());
            case UnusableStorageException e -> err.println("symbolon: " + e.getMessage());
            case StorageUnavailableException e -> err.println("symbolon: " + e.getMessage());
            case UncheckedIOException e -> err.println("symbolon: " + cause(e));
            default -> failure.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }
}
