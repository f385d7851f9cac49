package dev.symbolon.server;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.server.audit.Meters;
import dev.symbolon.server.audit.Metric;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.endpoint.backchannel.NotificationCourier;
import dev.symbolon.server.endpoint.discovery.Served;
import dev.symbolon.server.endpoint.logout.LogoutCourier;
import dev.symbolon.server.http.Admission;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.Fallback;
import dev.symbolon.server.http.Lane;
import dev.symbolon.server.http.Router;
import dev.symbolon.server.http.SecurityHeaders;
import dev.symbolon.server.session.SessionCookie;
import dev.symbolon.server.storage.StorageUnavailableException;
import dev.symbolon.server.token.LogoutTokens;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The whole provider: its endpoints, who gets in when, and what can be seen of it. */
public final class OpenIdProvider {

    /** Enough that a commit to the disk is shared by many, and few enough that nobody waits long for a processor. */
    private static final int AT_ONCE = 64;

    private static final int SIGNING_IN_AT_ONCE = 64;

    private final Features features;
    private final Workings parts;
    private final Observation observation;
    private final Routes routes;

    /** One to which nobody shows a certificate. */
    public OpenIdProvider(
            Issuer issuer,
            SessionCookie.Lifetimes sessionLifetimes,
            Features features,
            Foundation foundation,
            Foundation.Machine machine) {
        this(issuer, sessionLifetimes, features, MtlsSettings.OFF, foundation, machine);
    }

    public OpenIdProvider(
            Issuer issuer,
            SessionCookie.Lifetimes sessionLifetimes,
            Features features,
            MtlsSettings mtls,
            Foundation foundation,
            Foundation.Machine machine) {
        this.features = features;
        this.parts = new Workings(issuer, sessionLifetimes, features, mtls, foundation, machine);
        this.observation = foundation.observation();
        observation.measure(parts::measure);
        this.routes = new Routes(parts, new Offers(parts).all(features));
    }

    /** What is done whenever a session is over of which clients may have to hear. */
    void whenASessionEnds(Runnable action) {
        parts.sessionEnded.isHeardBy(action);
    }

    /** What is done whenever a person has decided what a client has asked for behind their back. */
    void whenARequestIsDecided(Runnable action) {
        parts.requestDecided.isHeardBy(action);
    }

    /**
     * What tells clients that a session is over, if they are told.
     *
     * @param road on which it reaches them
     */
    public Optional<LogoutCourier> logoutCourier(LogoutCourier.Road road) {
        return when(
                Feature.BACKCHANNEL_LOGOUT,
                () -> new LogoutCourier(
                        parts.storage.logoutDeliveries(),
                        parts.clients,
                        new LogoutTokens(
                                parts.issuer,
                                parts.subjects,
                                parts.signatures,
                                parts.encryptions,
                                parts.machine.clock(),
                                parts.machine.random()),
                        road,
                        parts.machine.clock(),
                        parts.audit));
    }

    /**
     * What tells clients that a person has decided, if they can ask.
     *
     * @param road on which it reaches them
     */
    public Optional<NotificationCourier> notificationCourier(NotificationCourier.Road road) {
        return when(
                Feature.BACKCHANNEL_AUTHENTICATION,
                () -> new NotificationCourier(
                        parts.storage.notifications(),
                        parts.clients,
                        parts.keys.seal(),
                        road,
                        parts.machine.clock(),
                        parts.audit));
    }

    private <T> Optional<T> when(Feature feature, Supplier<T> courier) {
        return features.has(feature) ? Optional.of(courier.get()) : Optional.empty();
    }

    /** Whether anybody vouches for the certificates of clients. */
    boolean knowsClientAuthorities() {
        return parts.clientAuthorities.areThere();
    }

    /** Takes those who vouch for clients from their file again, and says whether they have changed. */
    boolean renewClientAuthorities() {
        return parts.clientAuthorities.renew();
    }

    /** What is served, as discovery says it. */
    public Served served() {
        return parts.served();
    }

    /** The whole provider as one function. */
    public Endpoint endpoint() {
        return endpoint(() -> false);
    }

    /**
     * The whole provider as one function.
     *
     * @param leaving whether it is about to stop, so that it says that it is not ready
     */
    Endpoint endpoint(BooleanSupplier leaving) {
        Admission admission = new Admission(AT_ONCE, SIGNING_IN_AT_ONCE, parts.machine.clock());
        observation.measure(meters -> measure(meters, admission));
        Router router = new Router(
                routes.all(leaving),
                admission,
                fallback(),
                StorageUnavailableException.class::isInstance,
                parts.machine.random());
        return observation.around(new SecurityHeaders(parts.issuer).on(router), router);
    }

    private static void measure(Meters meters, Admission admission) {
        for (Lane lane : Lane.values()) {
            String name = lane.name().toLowerCase(Locale.ROOT);
            meters.level(Metric.REQUESTS_WAITING, () -> admission.waiting(lane), name);
        }
        meters.level(Metric.REQUESTS_INSIDE, () -> admission.inside(Lane.FINISHING), "finishing_or_beginning");
        meters.level(Metric.REQUESTS_INSIDE, () -> admission.inside(Lane.SIGNING_IN), "signing_in");
    }

    /** What answers where no endpoint does. */
    public Fallback fallback() {
        Fallback pages =
                new FallbackPages(parts.issuer, parts.surroundings.screens(), parts.audit, parts.machine.random());
        return observation.around(new SecurityHeaders(parts.issuer).on(pages));
    }
}
