package dev.symbolon.server;

import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.key.KeyChange;
import dev.symbolon.server.key.KeyRotation;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Makes new keys before their time. Providers that run on the database use them within seconds. */
final class RotateKeysCommand implements Callable<Integer> {

    private static final String NOW = "--now";
    private static final String SEALING = "--sealing";

    private final CommandSettings settings;
    private final CommandSpec spec;

    RotateKeysCommand(CommandSettings settings) {
        this.settings = settings;
        this.spec = CommandSpec.wrapWithoutInspection(this)
                .addOption(OptionSpec.builder(NOW)
                        .description(
                                "Replace the signing keys at once, because somebody else may have them. Access and ID"
                                        + " tokens that they signed are refused from then on.")
                        .build())
                .addOption(OptionSpec.builder(SEALING)
                        .description("With --now: replace the sealing keys too. Authorization codes, refresh tokens and"
                                + " pending sign-ins end; sessions stay.")
                        .build());
        CommandSettings.addTo(spec);
        spec.usageMessage()
                .customSynopsis("symbolon rotate-keys [--now [--sealing]] [--config=FILE] [--SETTING=VALUE]...")
                .description("Makes the next signing keys now, and announces them before they sign.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        CommandLine command = spec.commandLine();
        ParseResult parsed = command.getParseResult();
        boolean now = parsed.hasMatchedOption(NOW);
        boolean sealing = parsed.hasMatchedOption(SEALING);
        if (sealing && !now) {
            throw new CommandLine.ParameterException(command, SEALING + " goes with " + NOW);
        }
        Configuration configuration = settings.load(parsed);
        Foundation.missingDatabase(configuration.storage()).ifPresent(file -> {
            throw new CommandFailure(
                    "there is no database " + file + "; data or storage.file must name the provider's");
        });
        try (Foundation foundation = Foundation.open(configuration, settings.machine(), new Audit())) {
            Instant instant = settings.machine().clock().instant();
            KeyRotation rotation = foundation.keys().rotation();
            tell(now ? replace(rotation, sealing, instant) : rotation.announceNext(instant), now, sealing);
        }
        return ExitCode.OK;
    }

    private static List<KeyChange> replace(KeyRotation rotation, boolean sealing, Instant now) {
        List<KeyChange> changes = new ArrayList<>(rotation.replaceSigning(now));
        if (sealing) {
            changes.addAll(rotation.replaceSealing(now));
        }
        return changes;
    }

    private void tell(List<KeyChange> changes, boolean now, boolean sealing) {
        PrintWriter out = spec.commandLine().getOut();
        changes.forEach(change -> out.println(describe(change)));
        if (changes.isEmpty()) {
            out.println("the next signing keys are announced already; nothing was changed");
        } else if (!now) {
            out.println("the keys in use sign until then; what they signed stays valid");
        } else {
            out.println(
                    "access and ID tokens made before now are refused here within seconds, and by an API once it has"
                            + " fetched the key set anew");
            out.println(
                    sealing
                            ? "codes, refresh tokens and pending sign-ins made before now are over; sessions and consents stay"
                            : "codes, refresh tokens, sessions and consents stay valid");
        }
        out.flush();
    }

    private static String describe(KeyChange change) {
        String name =
                change.keyId().startsWith(change.purpose()) ? change.keyId() : change.purpose() + "  " + change.keyId();
        return change instanceof KeyChange.Announced announced
                ? "+ " + name + "  from " + announced.activeFrom()
                : "- " + name;
    }
}
