package dev.symbolon.server;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.ListenerSettings;
import dev.symbolon.server.configuration.ManagementSettings;
import dev.symbolon.server.configuration.SessionSettings;
import dev.symbolon.server.endpoint.discovery.Served;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Limits;
import dev.symbolon.server.http.Listener;
import dev.symbolon.server.http.TrustedProxies;
import dev.symbolon.server.http.jetty.JettyServer;
import dev.symbolon.server.session.SessionCookie;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** A provider that listens, renews its keys and sweeps its database, until it is closed. */
public final class RunningProvider implements AutoCloseable {

    private final JettyServer server;
    private final Optional<JettyServer> management;
    private final Chores chores;
    private final Foundation foundation;
    private final Served served;
    private final AtomicBoolean leaving;

    private RunningProvider(
            JettyServer server,
            Optional<JettyServer> management,
            Chores chores,
            Foundation foundation,
            Served served,
            AtomicBoolean leaving) {
        this.server = server;
        this.management = management;
        this.chores = chores;
        this.foundation = foundation;
        this.served = served;
        this.leaving = leaving;
    }

    /**
     * Starts to listen.
     *
     * @param foundation is closed with the provider
     */
    public static RunningProvider start(
            Configuration configuration, Foundation foundation, Foundation.Machine machine) {
        SessionSettings sessions = configuration.protocol().sessions();
        OpenIdProvider provider = new OpenIdProvider(
                configuration.issuer(),
                new SessionCookie.Lifetimes(sessions.lifetime(), sessions.idleLifetime()),
                configuration.protocol().features(),
                foundation,
                machine);
        Fallback fallback = provider.fallback();
        AtomicBoolean leaving = new AtomicBoolean();
        Endpoint endpoint = provider.endpoint(leaving::get);
        JettyServer server = JettyServer.start(listener(configuration.listener()), endpoint, fallback);
        try {
            Optional<JettyServer> management = management(configuration, foundation.observation(), endpoint);
            Chores chores = Chores.start(foundation, machine.clock(), configuration.keepExpired());
            if (configuration.protocol().features().has(Feature.BACKCHANNEL_LOGOUT)) {
                chores.tellClients("logouts", provider.logoutCourier(foundation.fetcher()::post)::deliver);
            }
            if (configuration.protocol().features().has(Feature.BACKCHANNEL_AUTHENTICATION)) {
                chores.tellClients("notifications", provider.notificationCourier(foundation.fetcher()::post)::deliver);
            }
            return new RunningProvider(server, management, chores, foundation, provider.served(), leaving);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static Listener listener(ListenerSettings settings) {
        return new Listener(
                settings.host(), settings.port(), Limits.DEFAULT, new TrustedProxies(settings.trustedProxies()));
    }

    /** Metrics and health, on a listener of their own. */
    private static Optional<JettyServer> management(
            Configuration configuration, Observation observation, Endpoint provider) {
        ManagementSettings settings = configuration.observation().management();
        String root = configuration.issuer().path();
        Endpoint health = request -> provider.handle(request.withPath(root + request.path()));
        return observation
                .management(health)
                .map(endpoint -> JettyServer.start(
                        Listener.on(settings.host(), settings.port().orElse(0)),
                        endpoint,
                        (request, outcome) -> HttpResponse.of(outcome.status())));
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** The port that metrics are served on, if they are. */
    public OptionalInt managementPort() {
        return management.map(listener -> OptionalInt.of(listener.port())).orElseGet(OptionalInt::empty);
    }

    /** What is served, as discovery says it. */
    public Served served() {
        return served;
    }

    /** Serves on, but says that it is not ready and keeps no connection, so that others are asked in its place. */
    public void retire() {
        leaving.set(true);
        server.keepNoConnections();
    }

    /** Lets the requests that are under way finish, and stops. */
    @Override
    public void close() {
        retire();
        server.close();
        management.ifPresent(JettyServer::close);
        chores.close();
        foundation.close();
    }
}
