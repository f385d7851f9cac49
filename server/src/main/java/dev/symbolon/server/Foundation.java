package dev.symbolon.server;

import dev.symbolon.protocol.Secret;
import dev.symbolon.server.audit.Activities;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.KeySettings;
import dev.symbolon.server.configuration.KeySettings.MasterKey.Given;
import dev.symbolon.server.configuration.KeySettings.MasterKey.InFile;
import dev.symbolon.server.configuration.OutboundSettings;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.configuration.StorageSettings;
import dev.symbolon.server.configuration.StorageSettings.PostgreSql;
import dev.symbolon.server.configuration.StorageSettings.Sqlite;
import dev.symbolon.server.configuration.ThemeSettings;
import dev.symbolon.server.http.fetch.Fetcher;
import dev.symbolon.server.http.fetch.Reach;
import dev.symbolon.server.http.fetch.Trust;
import dev.symbolon.server.http.fetch.Watch;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.key.KeyRotation;
import dev.symbolon.server.key.Keys;
import dev.symbolon.server.key.MasterKey;
import dev.symbolon.server.key.MasterKeyException;
import dev.symbolon.server.key.MasterKeys;
import dev.symbolon.server.page.Pages;
import dev.symbolon.server.page.Theme;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.sql.SqlStorage;
import dev.symbolon.server.user.HashingThreads;
import dev.symbolon.server.user.Passwords;
import dev.symbolon.server.user.SignIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** What the provider stands on: its database, its keys, and what the configuration says of sign-in and pages. */
public record Foundation(
        Storage storage,
        KeyRing keys,
        Passwords passwords,
        SignIn signIn,
        Pages pages,
        Fetcher fetcher,
        RegistrationSettings registration,
        Observation observation)
        implements AutoCloseable {

    /** How time passes, where chance comes from, and how many can work at once. */
    public record Machine(InstantSource clock, SecureRandom random, int processors) {}

    /**
     * Opens what the configuration names, and makes what is missing: the database, the master key, the keys.
     *
     * @throws RuntimeException with a message for the operator if something cannot be used; nothing stays open then
     */
    public static Foundation open(Configuration configuration, Machine machine, Audit audit) {
        return open(configuration, machine, Observation.of(audit));
    }

    /**
     * Opens what the configuration names, and makes what is missing, under observation.
     *
     * @param observation is closed with the foundation
     * @throws RuntimeException with a message for the operator if something cannot be used; nothing stays open then
     */
    static Foundation open(Configuration configuration, Machine machine, Observation observation) {
        Pages pages = new Pages(configuration.issuer(), theme(configuration.theme()));
        Fetcher fetcher = fetcher(configuration.protocol().outbound(), observation, machine.clock());
        Storage storage = observation.around(storage(configuration.storage()));
        try {
            KeyRing keys = keys(configuration.keys(), storage.keys(), machine);
            HashingThreads threads = new HashingThreads(
                    Passwords.atOnce(machine.processors(), Runtime.getRuntime().maxMemory()));
            observation.measure(meters -> meters.level(Metric.PASSWORDS_WAITING, threads::waiting));
            Passwords passwords = new Passwords(machine.random(), threads);
            SignIn signIn = signIn(storage, passwords, observation, machine.clock());
            return new Foundation(
                    storage,
                    keys,
                    passwords,
                    signIn,
                    pages,
                    fetcher,
                    configuration.protocol().registration(),
                    observation);
        } catch (RuntimeException e) {
            storage.close();
            observation.close();
            throw e;
        }
    }

    private static Fetcher fetcher(OutboundSettings settings, Observation observation, InstantSource clock) {
        Reach reach = Reach.of(settings.plainHttp(), settings.allowedNetworks());
        return new Fetcher(
                reach,
                settings.trustedCertificates().map(Trust::andOf).orElse(Trust.USUAL),
                watch(observation.activities(Metric.OUTBOUND)),
                clock);
    }

    private static Watch watch(Activities activities) {
        return new Watch() {

            @Override
            public <T> T over(String purpose, Supplier<T> exchange) {
                return activities.run(purpose, exchange);
            }
        };
    }

    /** Making the first keys is worth loading the native library for; reading those that there are is not. */
    private static KeyRing keys(KeySettings settings, Keys stored, Machine machine) {
        if (stored.all().isEmpty()) {
            Cryptography.preferNative();
        }
        return KeyRing.open(
                stored,
                masterKeys(settings, stored, machine.random()),
                schedule(settings),
                machine.clock(),
                machine.random());
    }

    /** Has the native library, if there is one, do the cryptography from now on. */
    void hasten() {
        if (Cryptography.preferNative()) {
            keys.renew();
        }
    }

    private static SignIn signIn(Storage storage, Passwords passwords, Observation observation, InstantSource clock) {
        Activities checks = observation.activities(Metric.PASSWORDS);
        return new SignIn(
                storage.users(),
                storage.failedSignIns(),
                (password, hash) -> checks.run("sign_in", () -> passwords.verify(password, hash)),
                passwords.unmatchable(),
                clock);
    }

    /** Where what happens is recorded. */
    public Audit audit() {
        return observation.audit();
    }

    private static Theme theme(ThemeSettings settings) {
        return new Theme(settings.stylesheet(), settings.logo(), Optional.of(settings.serviceName()));
    }

    /** A master key file is made for a database without keys alone: no other master key opens those that there are. */
    static MasterKeys masterKeys(KeySettings settings, Keys stored, SecureRandom random) {
        if (settings.masterKey() instanceof InFile(var path) && stored.all().isEmpty()) {
            MasterKey.loadOrCreate(path, random);
        }
        return presentMasterKeys(settings);
    }

    /** @throws MasterKeyException if one is missing or unsafe; none is made */
    static MasterKeys presentMasterKeys(KeySettings settings) {
        return MasterKeys.of(
                masterKey(settings.masterKey(), "of the setting keys.master-key"),
                settings.previousMasterKey()
                        .map(previous -> masterKey(previous, "of the setting keys.previous-master-key")));
    }

    private static MasterKey masterKey(KeySettings.MasterKey setting, String origin) {
        return switch (setting) {
            case InFile(var path) -> MasterKey.load(path);
            case Given(Secret key) -> MasterKey.of(key, origin);
        };
    }

    static Storage storage(StorageSettings settings) {
        return switch (settings) {
            case Sqlite(var file) -> SqlStorage.sqlite(file);
            case PostgreSql(var url, var user, var password, var poolSize) ->
                SqlStorage.postgresql(url, user, password, poolSize);
        };
    }

    /** Whether the database is a file that is still to be made; a command that is not meant to make one says so. */
    static Optional<Path> missingDatabase(StorageSettings settings) {
        return settings instanceof Sqlite(var file) && !Files.exists(file) ? Optional.of(file) : Optional.empty();
    }

    static KeyRotation.Schedule schedule(KeySettings settings) {
        KeyRotation.Schedule usual = KeyRotation.Schedule.DEFAULT;
        return new KeyRotation.Schedule(
                new KeyRotation.Pace(
                        settings.rotationPeriod(),
                        settings.announcementPeriod(),
                        usual.signing().kept()),
                usual.sealing());
    }

    @Override
    public void close() {
        fetcher.close();
        storage.close();
        observation.close();
    }
}
