package dev.symbolon.server;

import dev.symbolon.protocol.Secret;
import dev.symbolon.server.check.Review;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.key.KeyRotation;
import dev.symbolon.server.key.MasterKey;
import dev.symbolon.server.key.MasterKeys;
import dev.symbolon.server.manifest.Difference;
import dev.symbolon.server.manifest.ManifestComparison;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.sql.SqlStorage;
import dev.symbolon.server.user.Passwords;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Says what manifests come to: they are applied to a database that is made for that and removed afterwards. */
final class ManifestReview {

    private final CommandSettings settings;
    private final PrintWriter err;

    ManifestReview(CommandSettings settings, PrintWriter err) {
        this.settings = settings;
        this.err = err;
    }

    /** How what they declare measures up to the standards. */
    Review of(Configuration configuration, List<Path> manifests) {
        return inNewDatabase(storage -> {
            ManifestComparison comparison = comparison(storage, Features.ALL);
            manifests.forEach(manifest -> storage.declare(
                    ApplyCommand.compare(manifest, comparison, settings, err).declarations()));
            return CheckCommand.review(configuration, storage);
        });
    }

    /** What the manifest would add to a database that does not exist yet. */
    Difference difference(Path manifest, Features features) {
        return inNewDatabase(storage -> ApplyCommand.compare(manifest, comparison(storage, features), settings, err));
    }

    private static <T> T inNewDatabase(Function<Storage, T> review) {
        try {
            Path folder = Files.createTempDirectory("symbolon-check");
            try (Storage storage = SqlStorage.sqlite(folder.resolve("symbolon.db"))) {
                return review.apply(storage);
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ManifestComparison comparison(Storage storage, Features features) {
        Foundation.Machine machine = settings.machine();
        MasterKey key = MasterKey.of(Secret.random(machine.random()), "of this check");
        KeyRing keys = KeyRing.open(
                storage.keys(), MasterKeys.of(key), KeyRotation.Schedule.DEFAULT, machine.clock(), machine.random());
        return new ManifestComparison(
                storage,
                keys.secretDigests(),
                new Passwords(machine.random(), Runnable::run),
                machine.random(),
                features);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
