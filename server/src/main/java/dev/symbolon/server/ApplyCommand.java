package dev.symbolon.server;

import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.manifest.Difference;
import dev.symbolon.server.manifest.Manifest;
import dev.symbolon.server.manifest.ManifestComparison;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Applies a manifest to the database. A provider that runs sees the change within seconds. */
final class ApplyCommand implements Callable<Integer> {

    private static final String DRY_RUN = "--dry-run";

    private final CommandSettings settings;
    private final CommandSpec spec;

    ApplyCommand(CommandSettings settings) {
        this.settings = settings;
        this.spec = CommandSpec.wrapWithoutInspection(this)
                .addOption(OptionSpec.builder(DRY_RUN)
                        .description("Print the difference, and change nothing.")
                        .build())
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("FILE")
                        .type(Path.class)
                        .arity("1")
                        .index("0")
                        .required(true)
                        .description("The manifest.")
                        .build());
        CommandSettings.addTo(spec);
        spec.usageMessage()
                .customSynopsis("symbolon apply FILE [--dry-run] [--config=FILE] [--SETTING=VALUE]...")
                .description("Declares clients, APIs and users in the database, as a manifest says.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        CommandLine command = spec.commandLine();
        ParseResult parsed = command.getParseResult();
        Path file = parsed.matchedPositionalValue(0, Path.of(""));
        boolean dry = parsed.hasMatchedOption(DRY_RUN);
        Configuration configuration = settings.load(parsed);
        Features features = configuration.protocol().features();
        if (Foundation.missingDatabase(configuration.storage()).isPresent()) {
            String added = rehearse(file, features, dry ? command.getErr() : new PrintWriter(Writer.nullWriter()));
            if (dry) {
                command.getOut().println(added);
                command.getOut().println("dry run: nothing was written; the database does not exist yet");
                return ExitCode.OK;
            }
        }
        try (Foundation foundation = Foundation.open(configuration, settings.machine(), new Audit())) {
            Difference difference = compare(file, foundation, features, settings, command.getErr());
            command.getOut().println(difference.describe());
            if (dry) {
                command.getOut().println("dry run: nothing was written");
            } else if (!difference.isEmpty()) {
                declare(difference, foundation, settings);
            }
        }
        return ExitCode.OK;
    }

    /** A manifest with a mistake shall not make a database. */
    private String rehearse(Path manifest, Features features, PrintWriter err) {
        return new ManifestReview(settings, err).difference(manifest, features).describe();
    }

    /** Changes what is to change, and makes the signing keys before anybody can need them. */
    static void declare(Difference difference, Foundation foundation, CommandSettings settings) {
        foundation
                .keys()
                .rotation()
                .prepare(
                        difference.declarations().signingAlgorithms(),
                        settings.machine().clock().instant());
        foundation.storage().declare(difference.declarations());
    }

    /** What the manifest would change; its warnings are printed. */
    static Difference compare(
            Path manifest, Foundation foundation, Features features, CommandSettings settings, PrintWriter err) {
        ManifestComparison comparison = new ManifestComparison(
                foundation.storage(),
                foundation.keys().secretDigests(),
                foundation.passwords(),
                settings.machine().random(),
                features);
        return compare(manifest, comparison, settings, err);
    }

    static Difference compare(Path manifest, ManifestComparison comparison, CommandSettings settings, PrintWriter err) {
        Difference difference = comparison.compare(Manifest.read(manifest, settings.environment()));
        if (!difference.warnings().isEmpty()) {
            err.println(difference.describeWarnings());
            err.flush();
        }
        return difference;
    }
}
