package dev.symbolon.example.webapp;

import dev.symbolon.client.ClientAuthentication;
import dev.symbolon.client.Encryption;
import dev.symbolon.client.LoginOptions;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.Registration;
import dev.symbolon.client.servlet.FailurePage;
import dev.symbolon.client.servlet.OpenIdFilter;
import dev.symbolon.example.webapp.page.Door;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.dpop.DpopKey;
import dev.symbolon.protocol.jose.ContentEncryption;
import dev.symbolon.protocol.jose.DecryptionKey;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.KeyManagementAlgorithm;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.jose.SigningKey;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;

/**
 * A web application that signs people in with the hybrid flow, shows how the two halves of the sign-in fit, and calls an API.
 *
 * <p>All that it takes to sign people in is in {@link #bySecret}, {@link #byKey} or {@link #encrypted}, and in {@link #filter}; what is done with the
 * tokens afterwards is in {@link TokenActions}. The rest of the package serves pages.
 */
public final class WebApp implements AutoCloseable {

    /** The API that keeps reports: the access token that comes with a sign-in is for this one. */
    static final String REPORTS = "https://api.example.com/reports";

    /** The API that counts them, for which there is another access token. */
    static final String STATISTICS = "https://api.example.com/statistics";

    private final WebServer server;

    private WebApp(WebServer server) {
        this.server = server;
    }

    /**
     * What the application must be told.
     *
     * @param issuer the provider
     * @param names by which the provider knows the application
     * @param clientSecret what it proves the first of them with
     * @param api where the reports API is
     * @param account somebody to sign in as, shown on the first page; for demonstrations only
     */
    public record Settings(Issuer issuer, Names names, Secret clientSecret, URI api, Optional<SampleAccount> account) {}

    /**
     * What the application is called at the provider, at each of its doors.
     *
     * @param bySecret where it has a secret
     * @param byKey where it has a key instead
     * @param encrypted where it has a key, and everything is encrypted
     */
    public record Names(String bySecret, String byKey, String encrypted) {}

    /** An account that anybody may use. */
    public record SampleAccount(String username, String password) {}

    /** What most applications and their provider have agreed on. */
    static Registration bySecret(Settings settings, String address) {
        return common(
                settings.issuer(),
                settings.names().bySecret(),
                ClientAuthentication.clientSecretBasic(settings.clientSecret()),
                Door.BY_SECRET,
                address);
    }

    /** The safest that there is: nothing secret is ever sent, nobody can read or change a request, and no stolen token is of use. */
    static Registration byKey(Settings settings, String address, SigningKey key) {
        return common(
                        settings.issuer(),
                        settings.names().byKey(),
                        ClientAuthentication.privateKeyJwt(key),
                        Door.BY_KEY,
                        address)
                .signingRequests(key)
                .pushingRequests()
                .withDpop(DpopKey.generate());
    }

    /** For what nobody on the way may read: the request is encrypted for the provider, and its answers for the application. */
    static Registration encrypted(Settings settings, String address, SigningKey key, DecryptionKey decryptionKey) {
        JweAlgorithms algorithms = new JweAlgorithms(KeyManagementAlgorithm.ECDH_ES, ContentEncryption.A256GCM);
        return common(
                        settings.issuer(),
                        settings.names().encrypted(),
                        ClientAuthentication.privateKeyJwt(key),
                        Door.ENCRYPTED,
                        address)
                .signingAndEncryptingRequests(key, algorithms)
                .withEncryption(
                        decryptionKey,
                        algorithms,
                        Encryption.Message.ID_TOKEN,
                        Encryption.Message.USERINFO,
                        Encryption.Message.AUTHORIZATION_RESPONSE);
    }

    private static Registration common(
            Issuer issuer, String clientId, ClientAuthentication authentication, Door door, String address) {
        return Registration.of(issuer.value(), clientId, authentication, address + door.callback())
                .withResponseType(ResponseType.CODE_ID_TOKEN)
                .withResponseMode(ResponseMode.FORM_POST)
                .withScope("openid profile email offline_access read:reports create:reports read:statistics")
                .withResources(REPORTS, STATISTICS)
                .withPostLogoutRedirectUri(address + "/");
    }

    /** Answers {@code /login}, {@code /callback} and their like, and lets nobody see the protected pages who has not signed in. */
    private static OpenIdFilter filter(OpenIdClient client, Door door, FailurePage failures) {
        return OpenIdFilter.of(client)
                .protecting(door.symbolon() + "/*")
                .loginAt(door.login())
                .initiateLoginAt(door.initiation())
                .logoutAt(door.logout())
                .backChannelLogoutAt(door.loggedOut())
                .startingWith(WebApp::chosenOptions)
                .showingFailuresWith(failures);
    }

    /** What the person has chosen on the first page. Few applications need this: they always sign in in the same way. */
    private static LoginOptions chosenOptions(HttpServletRequest request) {
        LoginOptions options = LoginOptions.none();
        Optional<String> type = chosen(request, "response_type");
        if (type.isPresent()) {
            options = options.withResponseType(ResponseType.parse(type.get()));
        }
        Optional<String> mode = chosen(request, "response_mode");
        if (mode.isPresent()) {
            options = options.withResponseMode(ResponseMode.parse(mode.get()));
        }
        Optional<String> prompt = chosen(request, "prompt");
        if (prompt.isPresent()) {
            options = options.withPrompts(Prompt.parse(prompt.get()).toArray(Prompt[]::new));
        }
        return ApiDemands.options(request, options);
    }

    private static Optional<String> chosen(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Starts the application. It asks the provider for its metadata when somebody signs in, so either may start first.
     *
     * @param port 0 for any that is free
     * @throws IllegalStateException if the port is taken
     */
    public static WebApp start(Settings settings, int port) {
        WebServer server = WebServer.listen(port);
        SigningKey key = SigningKey.generate(SigningAlgorithm.ES256);
        DecryptionKey decryptionKey = DecryptionKey.generate(DecryptionKey.Kind.EC);
        Doors doors = new Doors(
                OpenIdClient.of(bySecret(settings, server.address())),
                OpenIdClient.of(byKey(settings, server.address(), key)),
                OpenIdClient.of(encrypted(settings, server.address(), key, decryptionKey)));
        Visits visits = new Visits(doors);
        FailurePage failures = new FailedLoginPage(visits);
        return new WebApp(server.serve(routes -> {
            routes.filter("/*", new PageHeaders(settings.issuer()))
                    .filter("/*", new OwnOrigin(server.address()))
                    .servlet("/jwks.json", new KeysServlet(key, decryptionKey));
            for (Door door : Door.values()) {
                routes.filter("/*", filter(doors.client(door), door, failures));
            }
            servePages(routes, settings, doors, visits);
        }));
    }

    private static void servePages(WebServer.Routes routes, Settings settings, Doors doors, Visits visits) {
        TokenActions actions = new TokenActions(doors, new ApiClient(settings.api()));
        for (Door door : Door.values()) {
            routes.servlet(door.symbolon(), new SymbolonServlet(visits, doors))
                    .servlet(door.symbolon() + "/*", new ActionServlet(actions, visits, doors));
        }
        routes.servlet("", new HomeServlet(settings, visits))
                .servlet("/start", new StartServlet())
                .servlet("/assets/*", new AssetServlet())
                .errorServlet(new ErrorServlet());
    }

    /** Starts the application by itself: {@code WebApp ISSUER NAME KEY_NAME ENCRYPTED_NAME PORT API}, with the secret in the environment. */
    public static void main(String... arguments) {
        String secret = System.getenv("CLIENT_SECRET");
        if (arguments.length != 6 || secret == null) {
            System.err.println("usage: CLIENT_SECRET=… WebApp ISSUER NAME KEY_NAME ENCRYPTED_NAME PORT API");
            System.err.println(
                    "for instance: WebApp http://localhost:9000 demo-web demo-web-key demo-web-encrypted 9001 http://localhost:9002");
            System.exit(2);
            return;
        }
        Settings settings = new Settings(
                Issuer.parse(arguments[0]),
                new Names(arguments[1], arguments[2], arguments[3]),
                Secret.of(secret),
                URI.create(arguments[5]),
                Optional.empty());
        WebApp app = start(settings, Integer.parseInt(arguments[4]));
        System.out.println("The web app is at http://localhost:" + app.port());
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
