package dev.symbolon.example.api;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.resourceserver.ResourceServer;
import dev.symbolon.resourceserver.ResourceServerOptions;
import dev.symbolon.resourceserver.servlet.BearerFilter;
import jakarta.servlet.DispatcherType;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** An API that keeps people's reports, and lets in whoever has an access token for it. Runs on loopback. */
public final class ReportsApi implements AutoCloseable {

    /** The identifier of this API, which its access tokens carry in {@code aud}. */
    public static final Audience AUDIENCE = Audience.parse("https://api.example.com/reports");

    static final String METADATA_PATH = "/.well-known/oauth-protected-resource/reports";

    private final Server server;
    private final int port;

    private ReportsApi(Server server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts the API by itself: {@code ReportsApi ISSUER PORT [ORIGIN …]}. */
    public static void main(String... arguments) {
        if (arguments.length < 2) {
            System.err.println("usage: ReportsApi ISSUER PORT [ORIGIN …]");
            System.err.println("for instance: ReportsApi http://localhost:9000 9002 http://localhost:9001");
            System.exit(2);
        }
        String[] origins = Arrays.copyOfRange(arguments, 2, arguments.length);
        ReportsApi api = start(Issuer.parse(arguments[0]), Integer.parseInt(arguments[1]), origins);
        System.out.println("The reports API is at http://localhost:" + api.port());
    }

    /**
     * Starts the API. It asks the issuer for its keys when the first token comes, so either may start first.
     *
     * @param issuer whose access tokens it accepts
     * @param port 0 for any that is free
     * @param origins of the web apps whose scripts may call the API from the browser, for instance {@code http://localhost:9001}
     * @throws IllegalStateException if the port is taken
     */
    public static ReportsApi start(Issuer issuer, int port, String... origins) {
        Server server = new Server();
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost("localhost");
        connector.setPort(port);
        server.addConnector(connector);
        try {
            connector.open();
            server.setHandler(application(issuer, "http://localhost:" + connector.getLocalPort(), origins));
            server.start();
        } catch (Exception e) {
            connector.close();
            throw new IllegalStateException("the API cannot start on port " + port, e);
        }
        return new ReportsApi(server, connector.getLocalPort());
    }

    private static ServletContextHandler application(Issuer issuer, String address, String... origins) {
        ServletContextHandler application = new ServletContextHandler();
        application.addFilter(
                new FilterHolder(filter(issuer, address, origins)), "/*", EnumSet.of(DispatcherType.REQUEST));
        application.addServlet(new ServletHolder(new HomeServlet(issuer, address)), "");
        application.addServlet(new ServletHolder(new ReportsServlet(new Reports(InstantSource.system()))), "/reports");
        return application;
    }

    private static BearerFilter filter(Issuer issuer, String address, String... origins) {
        // This example is not really at api.example.com. An API whose identifier is its address needs no options.
        ResourceServerOptions options =
                ResourceServerOptions.defaults().withMetadataLocation(URI.create(address + METADATA_PATH));
        return BearerFilter.of(ResourceServer.of(issuer, AUDIENCE, options))
                .open("GET", "/")
                .require("GET", "/reports", "read:reports")
                .require("POST", "/reports", "create:reports")
                .allowOrigins(origins);
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
