package dev.symbolon.server;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Network;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.Verification;
import dev.symbolon.protocol.jose.VerificationKeys;
import dev.symbolon.protocol.jose.VerifiedJwt;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Permission;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.endpoint.backchannel.NotificationCourier;
import dev.symbolon.server.endpoint.logout.LogoutCourier;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.fetch.Fetcher;
import dev.symbolon.server.http.fetch.Reach;
import dev.symbolon.server.http.fetch.Trust;
import dev.symbolon.server.key.KeyRing;
import dev.symbolon.server.key.KeyRotation;
import dev.symbolon.server.key.MasterKey;
import dev.symbolon.server.key.MasterKeys;
import dev.symbolon.server.page.Pages;
import dev.symbolon.server.page.Theme;
import dev.symbolon.server.session.SessionCookie;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.storage.sql.SqlStorage;
import dev.symbolon.server.user.Passwords;
import dev.symbolon.server.user.SignIn;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * The real provider, in the test's own process and without sockets: on a temporary SQLite database, with a clock that the test
 * moves. It knows the people it is asked for, each with the password {@link #PASSWORD}, and one API.
 */
public final class TestProvider implements AutoCloseable {

    public static final Issuer ISSUER = Issuer.parse("https://id.example.org");
    public static final String PASSWORD = "analytical-engine";
    public static final String REPORTS = "https://api.example.com/reports";

    /** What a test serves on this machine is what its clients serve. */
    private static final Reach LOOPBACK = Reach.of(true, List.of(Network.parse("127.0.0.1")));

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Of {@link #PASSWORD}, made by the least that Argon2id can do: hashes from elsewhere are checked by their own parameters. */
    private static final String PASSWORD_HASH =
            "$argon2id$v=19$m=8,t=1,p=1$c2FsdCBvZiB0aGUgdGVzdA$A8fu0xa5Sw5d1ENhjgoXHWzIyMucjC0LmAPhg/DGiBo";

    private static final Secret MASTER_KEY = Secret.random(RANDOM);
    private static final String DATABASE = "symbolon.db";
    private static final Path TEMPLATE = template();

    private final TestClock clock = new TestClock();
    private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final Storage storage;
    private final KeyRing keys;
    private final Fetcher fetcher;
    private final Features features;
    private final RegistrationSettings registration;
    private final MtlsSettings mtls;
    private volatile OpenIdProvider provider;
    private volatile Endpoint endpoint;
    private Optional<Wire> wire = Optional.empty();

    private TestProvider(
            Path folder,
            UnaryOperator<Storage> around,
            Features features,
            RegistrationSettings registration,
            MtlsSettings mtls) {
        this.folder = folder;
        this.storage = around.apply(SqlStorage.sqlite(folder.resolve(DATABASE)));
        this.keys = keys(storage, clock);
        this.fetcher = new Fetcher(LOOPBACK, Trust.USUAL, clock);
        this.features = features;
        this.registration = registration;
        this.mtls = mtls;
        this.provider = newProvider(features, registration);
        this.endpoint = provider.endpoint();
    }

    /** A database with keys and the API, made once: to copy it is much faster than to make another. */
    private static Path template() {
        Path folder = temporaryFolder();
        try (Storage storage = SqlStorage.sqlite(folder.resolve(DATABASE))) {
            keys(storage, new TestClock());
            storage.declare(Declarations.of(List.of(), List.of(reports()), List.of()));
        }
        folder.toFile().deleteOnExit();
        folder.resolve(DATABASE).toFile().deleteOnExit();
        return folder.resolve(DATABASE);
    }

    private static KeyRing keys(Storage storage, TestClock clock) {
        return KeyRing.open(
                storage.keys(),
                MasterKeys.of(MasterKey.of(MASTER_KEY, "of the test")),
                KeyRotation.Schedule.DEFAULT,
                clock,
                RANDOM);
    }

    private static Api reports() {
        return new Api(
                new Audience(REPORTS),
                LocalizedText.of("Reports"),
                List.of(
                        new Permission("read:reports", LocalizedText.of("Read your reports"), false),
                        new Permission("create:reports", LocalizedText.of("Create reports for you"), true)),
                SigningAlgorithm.ES256,
                Duration.ofHours(1));
    }

    /** An API of that identifier, all of whose permissions are needed. */
    public static Api api(String audience, String... permissions) {
        return new Api(
                new Audience(audience),
                LocalizedText.of(audience),
                Arrays.stream(permissions)
                        .map(name -> new Permission(name, LocalizedText.of("May " + name), false))
                        .toList(),
                SigningAlgorithm.ES256,
                Duration.ofHours(1));
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("symbolon-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private OpenIdProvider newProvider(Features features, RegistrationSettings registration) {
        Passwords passwords = new Passwords(RANDOM, Runnable::run);
        SignIn signIn = new SignIn(storage.users(), storage.failedSignIns(), passwords, clock);
        Foundation foundation = new Foundation(
                storage,
                keys,
                passwords,
                signIn,
                new Pages(ISSUER, Theme.plain()),
                fetcher,
                registration,
                Observation.of(new Audit(events::add)));
        SessionCookie.Lifetimes lifetimes = new SessionCookie.Lifetimes(Duration.ofDays(30), Duration.ofDays(3));
        Foundation.Machine machine = new Foundation.Machine(clock, RANDOM, 2);
        return new OpenIdProvider(ISSUER, lifetimes, features, mtls, foundation, machine);
    }

    /** Whatever is sent from now on goes over HTTP, to a listener on this machine. */
    public TestProvider overHttp() {
        return over(Wire.plain(endpoint, provider.fallback()));
    }

    /** The same over TLS, and connections show the certificates that the requests bear. */
    public TestProvider overTls() {
        return over(Wire.encrypted(folder, endpoint, provider.fallback()));
    }

    private TestProvider over(Wire opened) {
        wire = Optional.of(opened);
        endpoint = opened;
        return this;
    }

    /** Whose certificate requests over TLS may bear. */
    public void introduce(TestIdentity identity) {
        wire.ifPresent(open -> open.introduce(identity));
    }

    /** Ends the program and starts it again, with the same database and keys. */
    public void restart() {
        provider = newProvider(features, registration);
        endpoint = provider.endpoint();
    }

    public static TestProvider withUser(String... names) {
        return on(UnaryOperator.identity(), names);
    }

    /** A provider on storage that the test has put something around. */
    public static TestProvider on(UnaryOperator<Storage> around, String... names) {
        return with(Features.ALL, around, names);
    }

    /** A provider of which an operator has switched these parts off. */
    public static TestProvider without(Feature... off) {
        return registering(RegistrationSettings.OFF, off);
    }

    /** A provider at which applications may register themselves so, and of which an operator has switched these parts off. */
    public static TestProvider registering(RegistrationSettings settings, Feature... off) {
        Features features = Features.ALL;
        for (Feature feature : off) {
            features = features.without(feature);
        }
        return with(features, settings, MtlsSettings.OFF, UnaryOperator.identity(), "ada");
    }

    /** The same, to which clients show certificates. */
    public static TestProvider registering(RegistrationSettings settings, MtlsSettings mtls) {
        return with(Features.ALL, settings, mtls, UnaryOperator.identity(), "ada");
    }

    /** A provider to which clients show certificates, and at which everybody may register. */
    public static TestProvider seeingCertificates(MtlsSettings mtls) {
        RegistrationSettings open = new RegistrationSettings(true, Optional.empty(), 100, List.of());
        return with(Features.ALL, open, mtls, UnaryOperator.identity(), "ada");
    }

    private static TestProvider with(Features features, UnaryOperator<Storage> around, String... names) {
        return with(features, RegistrationSettings.OFF, MtlsSettings.OFF, around, names);
    }

    private static TestProvider with(
            Features features,
            RegistrationSettings registration,
            MtlsSettings mtls,
            UnaryOperator<Storage> around,
            String... names) {
        Path folder = temporaryFolder();
        try {
            Files.copy(TEMPLATE, folder.resolve(DATABASE), StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TestProvider provider = new TestProvider(folder, around, features, registration, mtls);
        List.of(names).forEach(name -> provider.declare(user(name)));
        return provider;
    }

    /** Takes a person's account out of use. */
    public void disable(String name) {
        User user = user(name);
        declare(new User(user.subject(), user.username(), user.passwordHash(), true, user.claims()));
    }

    /** A person of that name, whose subject is {@code sub-} and the name. */
    public static User user(String name) {
        JsonObject claims = JsonObject.empty()
                .with("name", name + " Lovelace")
                .with("email", name + "@example.com")
                .with("email_verified", true);
        return new User(new Subject("sub-" + name), Username.parse(name), PASSWORD_HASH, false, claims);
    }

    public void declare(User user) {
        storage.declare(Declarations.of(List.of(), List.of(), List.of(user)));
    }

    public void declare(Api api) {
        storage.declare(Declarations.of(List.of(), List.of(api), List.of()));
    }

    /** A confidential client with a redirect URI of its own; all response types and modes, unless it is changed. */
    public TestClient register(UnaryOperator<TestClient> change) {
        TestClient client = change.apply(TestClient.confidential(RANDOM));
        declare(client);
        return client;
    }

    /** Registers the client, in place of any earlier one of the same identifier. */
    public void declare(TestClient client) {
        declare(client, UnaryOperator.identity());
    }

    /** Registers the client with other credentials than its own. */
    public void declare(TestClient client, UnaryOperator<ClientCredentials> change) {
        Client usual = client.registration(keys.secretDigests());
        storage.declare(Declarations.of(
                List.of(new Client(
                        usual.id(),
                        usual.presentation(),
                        change.apply(usual.credentials()),
                        usual.redirectUris(),
                        usual.logout(),
                        usual.flows(),
                        usual.tokens(),
                        usual.apis())),
                List.of(),
                List.of()));
    }

    public TestClient register() {
        return register(UnaryOperator.identity());
    }

    /** Takes a client away. */
    public void remove(TestClient client) {
        storage.declare(new Declarations(
                new Declarations.Present(List.of(), List.of(), List.of()),
                new Declarations.Absent(List.of(client.id()), List.of(), List.of())));
    }

    public TestBrowser browser() {
        return new TestBrowser(this);
    }

    public HttpResponse send(HttpRequest request) {
        return endpoint.handle(request);
    }

    public HttpResponse get(String path, Map<String, String> headers) {
        int query = path.indexOf('?');
        return send(new HttpRequest(
                "GET",
                query < 0 ? path : path.substring(0, query),
                query < 0 ? "" : path.substring(query + 1),
                headers(headers),
                "",
                "192.0.2.1"));
    }

    public HttpResponse post(String path, Parameters form, Map<String, String> headers) {
        Headers all = headers(headers).set("Content-Type", "application/x-www-form-urlencoded");
        return send(new HttpRequest("POST", path, "", all, form.encoded(), "192.0.2.1"));
    }

    private static Headers headers(Map<String, String> fields) {
        Headers headers = Headers.none();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            headers = headers.set(field.getKey(), field.getValue());
        }
        return headers;
    }

    /** Redeems something at the token endpoint as the client. */
    public TestTokens token(TestClient client, Parameters form) {
        return TestTokens.of(post("/oauth/token", client.authenticated(form), client.authorization()));
    }

    /** Redeems the code of a callback as the client that asked for it. */
    public TestTokens redeem(TestClient client, TestCallback callback) {
        return token(client, client.codeGrant(callback.code()));
    }

    public HttpResponse userinfo(String accessToken) {
        return get("/userinfo", Map.of("Authorization", "Bearer " + accessToken));
    }

    /** A token of this provider, its signature verified by the published keys. */
    public VerifiedJwt verified(String jwt) {
        JsonObject jwks =
                JsonObject.parse(get("/.well-known/jwks.json", Map.of()).body());
        Verification verification = VerificationKeys.of(jwks).verify(jwt, EnumSet.allOf(SigningAlgorithm.class));
        if (verification instanceof Verification.Valid(VerifiedJwt verified)) {
            return verified;
        }
        throw new AssertionError("not a token of this provider: " + verification);
    }

    /** Tells clients whatever they are to be told at this moment. */
    public void tellClients(LogoutCourier.Road road) {
        provider.logoutCourier(road).ifPresent(LogoutCourier::deliver);
    }

    /** Has clients told of the end of each session by the node on which it ends. */
    public void tellClientsAtOnce(LogoutCourier.Road road) {
        provider.whenASessionEnds(() -> tellClients(road));
    }

    /** Has clients told of each decision by the node on which the person decides. */
    public void pingClientsAtOnce(NotificationCourier.Road road) {
        provider.whenARequestIsDecided(() -> pingClients(road));
    }

    /** Tells clients of decisions, whatever they are to be told at this moment. */
    public void pingClients(NotificationCourier.Road road) {
        provider.notificationCourier(road).ifPresent(NotificationCourier::deliver);
    }

    public TestClock clock() {
        return clock;
    }

    public Storage storage() {
        return storage;
    }

    public KeyRing keys() {
        return keys;
    }

    public List<AuditEvent> events() {
        return List.copyOf(events);
    }

    /** How many rows each table holds. */
    public Map<String, Long> rows() {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(DATABASE));
                Statement tables = database.createStatement();
                ResultSet names = tables.executeQuery("SELECT name FROM sqlite_master WHERE type = 'table'")) {
            while (names.next()) {
                String table = names.getString(1);
                try (Statement count = database.createStatement();
                        ResultSet row = count.executeQuery("SELECT COUNT(*) FROM \"" + table + "\"")) {
                    rows.put(table, row.getLong(1));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    @Override
    public void close() {
        wire.ifPresent(Wire::close);
        fetcher.close();
        storage.close();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
