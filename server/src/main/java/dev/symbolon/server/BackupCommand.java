package dev.symbolon.server;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.KeySettings;
import dev.symbolon.server.configuration.StorageSettings.PostgreSql;
import dev.symbolon.server.configuration.StorageSettings.Sqlite;
import dev.symbolon.server.key.MasterKeyException;
import dev.symbolon.server.storage.sql.SqliteBackup;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Copies the SQLite database, also while a provider runs on it. */
final class BackupCommand implements Callable<Integer> {

    private final CommandSettings settings;
    private final CommandSpec spec;

    BackupCommand(CommandSettings settings) {
        this.settings = settings;
        this.spec = CommandSpec.wrapWithoutInspection(this).addPositional(file("The copy to make."));
        CommandSettings.addTo(spec);
        spec.usageMessage()
                .customSynopsis("symbolon backup FILE [--config=FILE] [--SETTING=VALUE]...")
                .description(
                        "Copies the SQLite database as it is at one moment, and checks the copy. Providers that run"
                                + " on it go on. The master key is not in the copy.");
    }

    static PositionalParamSpec file(String description) {
        return PositionalParamSpec.builder()
                .paramLabel("FILE")
                .type(Path.class)
                .arity("1")
                .index("0")
                .required(true)
                .description(description)
                .build();
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
            case Sqlite(var file) -> new SqliteBackup(file).take(copy);
            case PostgreSql _ ->
                throw new CommandFailure(
                        "PostgreSQL makes its own backups: pg_dump --format=custom, or an archive of its"
                                + " write-ahead log to go back to any moment. docs/operations.md has the steps.");
        }
        tell(copy, configuration.keys(), command.getOut());
        return ExitCode.OK;
    }

    private static void tell(Path copy, KeySettings keys, PrintWriter out) {
        out.println(copy + ": " + copy.toFile().length() + " octets, checked");
        try {
            Foundation.presentMasterKeys(keys).check(SqliteBackup.keys(copy));
            out.println("the master key of this configuration opens it; without that key it is of no use");
        } catch (MasterKeyException e) {
            out.println("but the master key of this configuration does not open it: " + e.getMessage());
        }
        out.println("the master key is not in it: keep a copy of that in another place than this one");
        out.flush();
    }
}
