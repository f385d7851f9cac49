package dev.symbolon.server;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.key.MasterKeys;
import dev.symbolon.server.storage.Storage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** Encrypts the stored keys under a new master key, while providers that know both run on. */
final class RotateMasterKeyCommand implements Callable<Integer> {

    private final CommandSettings settings;
    private final CommandSpec spec;

    RotateMasterKeyCommand(CommandSettings settings) {
        this.settings = settings;
        this.spec = CommandSpec.wrapWithoutInspection(this);
        CommandSettings.addTo(spec);
        spec.usageMessage()
                .customSynopsis("symbolon rotate-master-key [--config=FILE] [--SETTING=VALUE]...")
                .description(
                        "Encrypts all keys in the database under keys.master-key(-file), which before were encrypted"
                                + " under keys.previous-master-key(-file). Every provider that runs must have been"
                                + " started with both.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        Configuration configuration = settings.load(spec.commandLine().getParseResult());
        if (configuration.keys().previousMasterKey().isEmpty()) {
            throw new CommandFailure(
                    "there is no previous master key. Make a new one, set keys.master-key-file to it and"
                            + " keys.previous-master-key-file to the one in use, start every provider anew with these"
                            + " settings, and run this again. docs/operations.md has the steps.");
        }
        try (Storage storage = Foundation.storage(configuration.storage())) {
            if (storage.keys().all().isEmpty()) {
                throw new CommandFailure("there are no keys in " + storage.description() + "; is it the right one?");
            }
            MasterKeys masterKeys = Foundation.masterKeys(
                    configuration.keys(), storage.keys(), settings.machine().random());
            tell(
                    masterKeys.takeOver(storage.keys(), settings.machine().random()),
                    storage.keys().all().size());
        }
        return ExitCode.OK;
    }

    private void tell(int changed, int all) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                changed == 0
                        ? "all " + all + " keys are under the new master key already; nothing was changed"
                        : changed + " of " + all + " keys were encrypted anew; all are under the new master key now");
        out.println("Take keys.previous-master-key(-file) out of the configuration, and start every provider anew.");
        out.println("Keep the previous master key as long as the backups that were made under it.");
        out.flush();
    }
}
