package dev.symbolon.example.api;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.metadata.ProtectedResourceMetadata;
import dev.symbolon.resourceserver.Introspection;
import dev.symbolon.resourceserver.Requirement;
import dev.symbolon.resourceserver.ResourceServer;
import dev.symbolon.resourceserver.ResourceServerOptions;
import dev.symbolon.resourceserver.servlet.BearerFilter;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * An API that keeps people's reports, and beside it one that counts them for applications. Each lets in whoever has an access token
 * for it: the first verifies tokens itself, the second asks the provider what they are worth. Runs on loopback.
 */
public final class ReportsApi implements AutoCloseable {

    /** The identifier of this API, which its access tokens carry in {@code aud}. */
    public static final Audience AUDIENCE = Audience.parse("https://api.example.com/reports");

    /** The identifier of the API that counts. */
    public static final Audience STATISTICS = Audience.parse("https://api.example.com/statistics");

    static final String METADATA_PATH = "/.well-known/oauth-protected-resource/reports";

    private static final String STATISTICS_PATH = "/statistics";
    private static final Duration YOUNG = Duration.ofMinutes(1);

    private final Server server;
    private final int port;

    private ReportsApi(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Who provides the tokens, and as whom it is asked about them.
     *
     * @param clientId the name by which the provider knows the API that counts
     */
    public record Settings(Issuer issuer, String clientId, Secret clientSecret) {}

    /** Starts the API by itself: {@code ReportsApi ISSUER CLIENT_ID PORT [ORIGIN …]}, with the secret in the environment. */
    public static void main(String... arguments) {
        String secret = System.getenv("CLIENT_SECRET");
        if (arguments.length < 3 || secret == null) {
            System.err.println("usage: CLIENT_SECRET=… ReportsApi ISSUER CLIENT_ID PORT [ORIGIN …]");
            System.err.println("for instance: ReportsApi http://localhost:9000 demo-api 9002 http://localhost:9001");
            System.exit(2);
            return;
        }
        Settings settings = new Settings(Issuer.parse(arguments[0]), arguments[1], Secret.of(secret));
        String[] origins = Arrays.copyOfRange(arguments, 3, arguments.length);
        ReportsApi api = start(settings, Integer.parseInt(arguments[2]), origins);
        System.out.println("The reports API is at http://localhost:" + api.port());
    }

    /**
     * Starts the API. It asks the issuer for its keys when the first token comes, so either may start first.
     *
     * @param port 0 for any that is free
     * @param origins of the web apps whose scripts may call the API from the browser, for instance {@code http://localhost:9001}
     * @throws IllegalStateException if the port is taken
     */
    public static ReportsApi start(Settings settings, int port, String... origins) {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        try {
            connector.open();
            server.setHandler(applications(settings, "http://localhost:" + connector.getLocalPort(), origins));
            server.start();
        } catch (Exception e) {
            connector.close();
            throw new IllegalStateException("the API cannot start on port " + port, e);
        }
        return new ReportsApi(server, connector.getLocalPort());
    }

    private static Handler applications(Settings settings, String address, String... origins) {
        Reports reports = new Reports(InstantSource.system());
        ServletContextHandler main = application("/", reportsFilter(settings.issuer(), address, origins));
        main.addServlet(new ServletHolder(new HomeServlet(settings.issuer(), address)), "");
        main.addServlet(new ServletHolder(new ReportsServlet(reports)), "/reports");
        main.addServlet(new ServletHolder(new PublicationsServlet()), "/publications");
        ServletContextHandler counting = application(STATISTICS_PATH, statisticsFilter(settings, address));
        counting.addServlet(new ServletHolder(new StatisticsServlet(reports)), "/reports");
        return new ContextHandlerCollection(main, counting);
    }

    private static ServletContextHandler application(String path, BearerFilter filter) {
        ServletContextHandler application = new ServletContextHandler(path);
        application.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
        return application;
    }

    /** Reads the tokens itself: they are JWTs. */
    private static BearerFilter reportsFilter(Issuer issuer, String address, String... origins) {
        // This example is not really at api.example.com. An API whose identifier is its address needs no options.
        ResourceServerOptions options =
                ResourceServerOptions.defaults().withMetadataLocation(URI.create(address + METADATA_PATH));
        return BearerFilter.of(ResourceServer.of(issuer, AUDIENCE, options))
                .open("GET", "/")
                .require("GET", "/reports", "read:reports")
                .require("POST", "/reports", "create:reports")
                .require("DELETE", "/reports", Requirement.of("create:reports").withMaxAge(YOUNG))
                .require("POST", "/publications", Requirement.of().withDetailType(PublicationsServlet.TYPE))
                .allowOrigins(origins);
    }

    /** Asks the provider what the tokens are worth: they are opaque, and a revocation is seen within seconds. */
    private static BearerFilter statisticsFilter(Settings settings, String address) {
        ResourceServerOptions options = ResourceServerOptions.defaults()
                .withMetadataLocation(URI.create(address + STATISTICS_PATH + ProtectedResourceMetadata.PATH))
                .withIntrospection(Introspection.as(new ClientId(settings.clientId()), settings.clientSecret()));
        return BearerFilter.of(ResourceServer.of(settings.issuer(), STATISTICS, options))
                .require("GET", "/reports", "read:statistics");
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the API cannot be stopped", e);
        }
    }
}
