package dev.symbolon.server;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.check.Finding;
import dev.symbolon.server.check.Review;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.storage.Storage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Says what of the configuration and of each client falls short of RFC 9700, OAuth 2.1 and the client's own profile. */
final class CheckCommand implements Callable<Integer> {

    /** Other than where the command itself fails. */
    static final int FOUND = 3;

    private static final String JSON = "--json";

    private final CommandSettings settings;
    private final CommandSpec spec;

    CheckCommand(CommandSettings settings) {
        this.settings = settings;
        this.spec = CommandSpec.wrapWithoutInspection(this)
                .addOption(OptionSpec.builder(JSON)
                        .description("Print a JSON object.")
                        .build())
                .addPositional(PositionalParamSpec.builder()
                        .paramLabel("MANIFEST")
                        .type(Path[].class)
                        .arity("0..*")
                        .index("0..*")
                        .description("Check what these declare, one after the other, and no database.")
                        .build());
        CommandSettings.addTo(spec);
        spec.usageMessage()
                .customSynopsis("symbolon check [MANIFEST]... [--json] [--config=FILE] [--SETTING=VALUE]...")
                .description(
                        "Says what of the configuration and of each client falls short of RFC 9700, OAuth 2.1 and the"
                                + " client's own profile, and what would be right. Ends with " + FOUND
                                + " if there is anything.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        CommandLine command = spec.commandLine();
        ParseResult parsed = command.getParseResult();
        Configuration configuration = settings.load(parsed);
        Path[] manifests = parsed.matchedPositionalValue(0, new Path[0]);
        Review review = manifests.length == 0
                ? ofDatabase(configuration)
                : new ManifestReview(settings, command.getErr()).of(configuration, List.of(manifests));
        PrintWriter out = command.getOut();
        out.println(parsed.hasMatchedOption(JSON) ? json(review) : text(review));
        out.flush();
        return review.findings().isEmpty() ? ExitCode.OK : FOUND;
    }

    private static Review ofDatabase(Configuration configuration) {
        Foundation.missingDatabase(configuration.storage()).ifPresent(file -> {
            throw new CommandFailure("there is no database " + file + "; name a manifest to check what it declares");
        });
        try (Storage storage = Foundation.storage(configuration.storage())) {
            return review(configuration, storage);
        }
    }

    static Review review(Configuration configuration, Storage storage) {
        try (Stream<Client> clients = storage.clients().all()) {
            return Review.of(configuration, clients, storage.apis().all());
        }
    }

    private static JsonObject json(Review review) {
        return JsonObject.empty()
                .with(
                        "findings",
                        review.findings().stream().map(CheckCommand::json).toList())
                .with("clients", review.clients());
    }

    private static JsonObject json(Finding finding) {
        return JsonObject.empty()
                .with("client_id", finding.client())
                .with("security_profile", finding.client().map(client -> finding.profile()))
                .with("setting", finding.shortfall().setting())
                .with("remedy", finding.shortfall().remedy())
                .with("source", finding.shortfall().source());
    }

    private static String text(Review review) {
        Map<String, List<String>> lines = review.findings().stream()
                .collect(Collectors.groupingBy(
                        CheckCommand::heading,
                        LinkedHashMap::new,
                        Collectors.mapping(finding -> "  " + finding.shortfall(), Collectors.toList())));
        StringBuilder text = new StringBuilder();
        lines.forEach((heading, those) -> text.append(heading)
                .append(System.lineSeparator())
                .append(String.join(System.lineSeparator(), those))
                .append(System.lineSeparator()));
        int found = review.findings().size();
        return text.append(found == 0 ? "nothing falls short" : count(found, "finding"))
                .append(", ")
                .append(count(review.clients(), "client"))
                .append(" checked")
                .toString();
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String heading(Finding finding) {
        String profile = finding.profile() == Profile.NONE ? "" : " (" + finding.profile() + ")";
        return finding.client().map(client -> "client " + client + profile).orElse("the provider");
    }
}
