package dev.symbolon.server;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ConfigurationLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** How every command finds its configuration: {@code --config}, and a flag for each setting. */
record CommandSettings(Map<String, String> environment, Foundation.Machine machine) {

    private static final String CONFIG = "--config";

    /** Flags other than these few are settings, and the loader knows best what is wrong with them. */
    static void addTo(CommandSpec spec) {
        spec.addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Print this text.")
                        .build())
                .addOption(OptionSpec.builder(CONFIG)
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description(
                                "The configuration; without it SYMBOLON_CONFIG, or symbolon.yaml in the working folder.")
                        .build())
                .parser()
                .unmatchedArgumentsAllowed(true);
        spec.usageMessage()
                .footer(
                        "",
                        "Every setting can be given as a flag, for instance --data=/var/lib/symbolon.",
                        "docs/configuration.md has them all.");
    }

    Configuration load(ParseResult parsed) {
        Optional<Path> file = parsed.hasMatchedOption(CONFIG)
                ? Optional.of(parsed.<Path>matchedOptionValue(CONFIG, Path.of("")))
                : Optional.empty();
        return ConfigurationLoader.load(file, environment, parsed.unmatched());
    }
}
