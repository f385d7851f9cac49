package dev.symbolon.example.webapp;

import dev.symbolon.client.ClientAuthentication;
import dev.symbolon.client.LoginOptions;
import dev.symbolon.client.OpenIdClient;
import dev.symbolon.client.Registration;
import dev.symbolon.client.servlet.OpenIdFilter;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Prompt;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A web application that signs people in with the hybrid flow, shows how the two halves of the sign-in fit, and calls an API.
 *
 * <p>All that it takes to sign people in is in {@link #registration} and {@link #filter}; what is done with the tokens afterwards
 * is in {@link TokenActions}. The rest of the package serves pages.
 */
public final class WebApp implements AutoCloseable {

    /** The page that is for people who have signed in. */
    static final String SYMBOLON = "/symbolon";

    private final WebServer server;

    private WebApp(WebServer server) {
        this.server = server;
    }

    /**
     * What the application must be told.
     *
     * @param issuer the provider
     * @param clientId the name by which the provider knows the application
     * @param clientSecret what it proves that name with
     * @param api where the reports API is
     * @param account somebody to sign in as, shown on the first page; for demonstrations only
     */
    public record Settings(
            Issuer issuer, String clientId, Secret clientSecret, URI api, Optional<SampleAccount> account) {}

    /** An account that anybody may use. */
    public record SampleAccount(String username, String password) {}

    /** What the application and the provider have agreed on. */
    static Registration registration(Settings settings, String address) {
        return Registration.of(
                        settings.issuer().value(),
                        settings.clientId(),
                        ClientAuthentication.clientSecretBasic(settings.clientSecret()),
                        address + "/callback")
                .withResponseType(ResponseType.CODE_ID_TOKEN)
                .withResponseMode(ResponseMode.FORM_POST)
                .withScope("openid profile email offline_access read:reports create:reports")
                .withAudience("https://api.example.com/reports")
                .withPostLogoutRedirectUri(address + "/");
    }

    /** Answers {@code /login}, {@code /login/start}, {@code /callback} and {@code /logout}, and lets nobody else see the protected pages. */
    private static OpenIdFilter filter(OpenIdClient client) {
        return OpenIdFilter.of(client)
                .protecting(SYMBOLON + "/*")
                .initiateLoginAt("/login/start")
                .startingWith(WebApp::chosenOptions)
                .showingFailuresWith(new FailedLoginPage());
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
        return prompt.isPresent()
                ? options.withPrompts(Prompt.parse(prompt.get()).toArray(Prompt[]::new))
                : options;
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
        OpenIdClient client = OpenIdClient.of(registration(settings, server.address()));
        return new WebApp(server.serve(routes(settings, client, server.address())));
    }

    private static Consumer<WebServer.Routes> routes(Settings settings, OpenIdClient client, String address) {
        Visits visits = new Visits(client);
        TokenActions actions = new TokenActions(client, new ReportsClient(settings.api()));
        return routes -> routes.filter("/*", new PageHeaders(settings.issuer()))
                .filter("/*", new OwnOrigin(address))
                .filter("/*", filter(client))
                .servlet("", new HomeServlet(settings, visits))
                .servlet(SYMBOLON, new SymbolonServlet(visits))
                .servlet(SYMBOLON + "/*", new ActionServlet(actions, visits))
                .servlet("/assets/*", new AssetServlet())
                .errorServlet(new ErrorServlet());
    }

    /** Starts the application by itself: {@code WebApp ISSUER CLIENT_ID PORT API}, with the secret in the environment. */
    public static void main(String... arguments) {
        String secret = System.getenv("CLIENT_SECRET");
        if (arguments.length != 4 || secret == null) {
            System.err.println("usage: CLIENT_SECRET=… WebApp ISSUER CLIENT_ID PORT API");
            System.err.println("for instance: WebApp http://localhost:9000 demo-web 9001 http://localhost:9002");
            System.exit(2);
            return;
        }
        Settings settings = new Settings(
                Issuer.parse(arguments[0]),
                arguments[1],
                Secret.of(secret),
                URI.create(arguments[3]),
                Optional.empty());
        WebApp app = start(settings, Integer.parseInt(arguments[2]));
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
