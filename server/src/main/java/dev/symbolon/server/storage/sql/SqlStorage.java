package dev.symbolon.server.storage.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.BackchannelRequests;
import dev.symbolon.server.authorization.Consents;
import dev.symbolon.server.authorization.DeviceRequests;
import dev.symbolon.server.authorization.Notifications;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.client.Registrations;
import dev.symbolon.server.client.authentication.UsedAssertions;
import dev.symbolon.server.key.Keys;
import dev.symbolon.server.session.LogoutDeliveries;
import dev.symbolon.server.session.Sessions;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.UnusableStorageException;
import dev.symbolon.server.user.FailedSignIns;
import dev.symbolon.server.user.Users;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.sqlite.util.LibraryLoaderUtil;

/** The stores in an SQL database. */
public final class SqlStorage implements Storage {

    /** After how long a node sees what another one has declared. */
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 10_000;

    private final Database database;
    private final CachedClients clients;
    private final CachedApis apis;
    private final Lease sweeping;

    SqlStorage(Database database, Ticker ticker) {
        this.database = database;
        this.clients = new CachedClients(new SqlClients(database), REMEMBERED, ticker);
        this.apis = new CachedApis(new SqlApis(database), cache(ticker), cache(ticker));
        this.sweeping = new Lease(database, "sweep", UUID.randomUUID().toString());
    }

    private static <K, V> Cache<K, V> cache(Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .recordStats()
                .build();
    }

    /** Where SQLite itself is on the class path, in the machine code of this machine. */
    public static String sqliteLibrary() {
        return LibraryLoaderUtil.getNativeLibResourcePath().substring(1) + "/" + LibraryLoaderUtil.getNativeLibName();
    }

    /**
     * Opens the database in a file, which is made if there is none, for its owner alone. Several programs of one machine may
     * use it at once.
     *
     * @throws UnusableStorageException if it cannot be used
     */
    public static SqlStorage sqlite(Path file) {
        return new SqlStorage(SqliteDatabase.open(file), Ticker.systemTicker());
    }

    /**
     * Connects to a PostgreSQL database.
     *
     * @param jdbcUrl for instance {@code jdbc:postgresql://localhost:5432/symbolon}
     * @param user absent means the name of the system's user
     * @param poolSize the most connections that are open at once
     * @throws UnusableStorageException if it cannot be reached or used
     */
    public static SqlStorage postgresql(
            String jdbcUrl, Optional<String> user, Optional<Secret> password, int poolSize) {
        return new SqlStorage(PostgresqlDatabase.open(jdbcUrl, user, password, poolSize), Ticker.systemTicker());
    }

    @Override
    public Clients clients() {
        return clients;
    }

    @Override
    public Apis apis() {
        return apis;
    }

    @Override
    public Users users() {
        return new SqlUsers(database);
    }

    @Override
    public FailedSignIns failedSignIns() {
        return new SqlFailedSignIns(database);
    }

    @Override
    public Sessions sessions() {
        return new SqlSessions(database);
    }

    @Override
    public Registrations registrations() {
        return new SqlRegistrations(database, id -> clients.forget(List.of(id)));
    }

    @Override
    public UsedAssertions usedAssertions() {
        return new SqlUsedAssertions(database);
    }

    @Override
    public LogoutDeliveries logoutDeliveries() {
        return new SqlLogoutDeliveries(database);
    }

    @Override
    public Consents consents() {
        return new SqlConsents(database);
    }

    @Override
    public Authorizations authorizations() {
        return new SqlAuthorizations(database);
    }

    @Override
    public DeviceRequests deviceRequests() {
        return new SqlDeviceRequests(database);
    }

    @Override
    public BackchannelRequests backchannelRequests() {
        return new SqlBackchannelRequests(database);
    }

    @Override
    public Notifications notifications() {
        return new SqlNotifications(database);
    }

    @Override
    public Keys keys() {
        return new SqlKeys(database);
    }

    @Override
    public void declare(Declarations declarations) {
        database.transaction(link -> {
            new SqlDeclarations(link).write(declarations);
            return true;
        });
        clients.forget(both(
                declarations.present().clients().stream().map(Client::id),
                declarations.absent().clients()));
        apis.forget(both(
                declarations.present().apis().stream().map(Api::audience),
                declarations.absent().apis()));
    }

    private static <T> List<T> both(Stream<T> present, List<T> absent) {
        return Stream.concat(present, absent.stream()).toList();
    }

    @Override
    public int sweep(Instant now, int most) {
        return sweeping.take(now) ? new Sweep(database).run(now, most) : 0;
    }

    @Override
    public boolean isReady() {
        try {
            return database.read(link -> link.first("SELECT 1", Row::flag).orElseThrow());
        } catch (RuntimeException e) {
            return false;
        }
    }

    @Override
    public void measure(Meters meters) {
        database.measure(meters);
        clients.measure(meters);
        apis.measure(meters);
    }

    @Override
    public String description() {
        return database.description();
    }

    @Override
    public void close() {
        database.close();
    }
}
