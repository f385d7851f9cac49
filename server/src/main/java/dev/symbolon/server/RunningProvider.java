package dev.symbolon.server;

import dev.symbolon.server.configuration.Configuration;
import dev.symbolon.server.configuration.ManagementSettings;
import dev.symbolon.server.configuration.SessionSettings;
import dev.symbolon.server.endpoint.discovery.Served;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.Listener;
import dev.symbolon.server.http.jetty.JettyServer;
import dev.symbolon.server.session.SessionCookie;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** A provider that listens, renews its keys and sweeps its database, until it is closed. */
public final class RunningProvider implements AutoCloseable {

    private final JettyServer server;
    private final Optional<JettyServer> ofCertificates;
    private final Optional<JettyServer> management;
    private final Chores chores;
    private final Foundation foundation;
    private final Served served;
    private final AtomicBoolean leaving;

    private RunningProvider(
            JettyServer server,
            Optional<JettyServer> ofCertificates,
            Optional<JettyServer> management,
            Chores chores,
            Foundation foundation,
            Served served,
            AtomicBoolean leaving) {
        this.server = server;
        this.ofCertificates = ofCertificates;
        this.management = management;
        this.chores = chores;
        this.foundation = foundation;
        this.served = served;
        this.leaving = leaving;
    }

    /**
     * Starts to listen. The native library for cryptography is loaded afterwards, since that takes as long as the rest.
     *
     * @param foundation is closed with the provider; if this fails, it stays open, and nothing else does
     */
    public static RunningProvider start(
            Configuration configuration, Foundation foundation, Foundation.Machine machine) {
        OpenIdProvider provider = provider(configuration, foundation, machine);
        Fallback fallback = provider.fallback();
        AtomicBoolean leaving = new AtomicBoolean();
        Endpoint endpoint = provider.endpoint(leaving::get);
        Listeners listeners = new Listeners(configuration);
        Opened opened = new Opened();
        try {
            JettyServer server =
                    opened.add(JettyServer.start(listeners.main(), endpoint, fallback), JettyServer::close);
            Optional<JettyServer> ofCertificates = listeners
                    .ofCertificates()
                    .map(listener -> opened.add(JettyServer.start(listener, endpoint, fallback), JettyServer::close));
            Optional<JettyServer> management = management(configuration, foundation.observation(), endpoint)
                    .map(started -> opened.add(started, JettyServer::close));
            foundation.hasten();
            Chores chores =
                    opened.add(Chores.start(foundation, machine.clock(), configuration.keepExpired()), Chores::close);
            renewCertificates(chores, foundation, provider, server, ofCertificates);
            tellClients(chores, foundation, provider);
            return new RunningProvider(
                    server, ofCertificates, management, chores, foundation, provider.served(), leaving);
        } catch (RuntimeException | Error e) {
            opened.closeAfter(e);
            throw e;
        }
    }

    private static OpenIdProvider provider(
            Configuration configuration, Foundation foundation, Foundation.Machine machine) {
        SessionSettings sessions = configuration.protocol().sessions();
        return new OpenIdProvider(
                configuration.issuer(),
                new SessionCookie.Lifetimes(sessions.lifetime(), sessions.idleLifetime()),
                configuration.protocol().features(),
                configuration.protocol().mtls(),
                foundation,
                machine);
    }

    private static void tellClients(Chores chores, Foundation foundation, OpenIdProvider provider) {
        provider.logoutCourier(foundation.fetcher()::post)
                .ifPresent(courier -> provider.whenASessionEnds(chores.tellClients("logouts", courier::deliver)));
        provider.notificationCourier(foundation.fetcher()::post)
                .ifPresent(courier ->
                        provider.whenARequestIsDecided(chores.tellClients("notifications", courier::deliver)));
    }

    /** Files are looked at only if there are any. */
    private static void renewCertificates(
            Chores chores,
            Foundation foundation,
            OpenIdProvider provider,
            JettyServer server,
            Optional<JettyServer> ofCertificates) {
        Certificates certificates = new Certificates(foundation.audit());
        if (server.hasCertificate()) {
            certificates.add(Listeners.OF_EVERYBODY, server::renewCertificate);
        }
        ofCertificates.ifPresent(listener -> certificates.add(Listeners.OF_CLIENTS, listener::renewCertificate));
        if (provider.knowsClientAuthorities()) {
            certificates.add("mtls.client-authorities", provider::renewClientAuthorities);
        }
        if (certificates.areThere()) {
            chores.renewCertificates(certificates::renew);
        }
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

    /** The port for clients with certificates, if they have one of their own. */
    public OptionalInt mtlsPort() {
        return ofCertificates.map(listener -> OptionalInt.of(listener.port())).orElseGet(OptionalInt::empty);
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
        ofCertificates.ifPresent(JettyServer::keepNoConnections);
    }

    /** Lets the requests that are under way finish, and stops. */
    @Override
    public void close() {
        retire();
        closeListeners();
        management.ifPresent(JettyServer::close);
        chores.close();
        foundation.close();
    }

    /** At a time, so that it takes no longer than one of them may. */
    private void closeListeners() {
        Thread other = Thread.ofVirtual().start(() -> ofCertificates.ifPresent(JettyServer::close));
        server.close();
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
