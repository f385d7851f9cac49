package dev.symbolon.server;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.StorageSettings.PostgreSql;
import dev.symbolon.server.configuration.StorageSettings.Sqlite;
import dev.symbolon.server.storage.sql.SqliteBackup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Puts a backup in the place of the SQLite database, which is kept beside it. */
final class RestoreCommand implements Callable<Integer> {

    private final CommandSettings settings;
    private final CommandSpec spec;

    RestoreCommand(CommandSettings settings) {
        this.settings = settings;
        this.spec =
                CommandSpec.wrapWithoutInspection(this).addPositional(BackupCommand.file("The copy to go back to."));
        CommandSettings.addTo(spec);
        spec.usageMessage()
                .customSynopsis("symbolon restore FILE [--config=FILE] [--SETTING=VALUE]...")
                .description(
                        "Puts a backup in the place of the SQLite database, if it is whole, the master key opens it,"
                                + " and no provider runs. What was there is kept beside it.");
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        CommandLine command = spec.commandLine();
        ParseResult parsed = command.getParseResult();
        Path copy = parsed.matchedPositionalValue(0, Path.of(""));
        Configuration configuration = settings.load(parsed);
        switch (configuration.storage()) {
            case Sqlite(var file) -> restore(copy, file, configuration, command.getOut());
            case PostgreSql _ ->
                throw new CommandFailure("PostgreSQL restores its own backups: pg_restore, or recovery to a moment."
                        + " docs/operations.md has the steps.");
        }
        return ExitCode.OK;
    }

    private void restore(Path copy, Path database, Configuration configuration, PrintWriter out) {
        Optional<Path> kept = new SqliteBackup(database)
                .restore(
                        copy,
                        settings.machine().clock().instant(),
                        file -> Foundation.presentMasterKeys(configuration.keys())
                                .check(SqliteBackup.keys(file)));
        out.println(database + " is what " + copy + " was");
        kept.ifPresent(path -> out.println("what was there is kept as " + path));
        out.println("What was ended or changed since the backup is as it was then: revoked authorizations, withdrawn"
                + " consents, disabled accounts, passwords.");
        out.println("Apply your manifests; to end all tokens, run: symbolon rotate-keys --now --sealing");
        out.flush();
    }
}
