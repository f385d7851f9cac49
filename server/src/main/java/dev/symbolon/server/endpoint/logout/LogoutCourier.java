package dev.symbolon.server.endpoint.logout;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.endpoint.DeliveryRound;
import dev.symbolon.server.http.fetch.FetchException;
import dev.symbolon.server.session.LogoutDeliveries;
import dev.symbolon.server.session.LogoutDelivery;
import dev.symbolon.server.token.LogoutTokens;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tells clients over the back channel that a session is over (Back-Channel Logout §2.5, §2.8). A client that cannot be reached is tried again,
 * at growing distances and 8 times in all.
 */
public final class LogoutCourier {

    /** Longer than a client has to answer, so that nobody else tries it meanwhile. */
    private static final Duration ATTEMPT = Duration.ofMinutes(1);

    /** What passes before the second attempt, before the third, and so on: some nine hours in all. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6));

    private final LogoutDeliveries deliveries;
    private final Clients clients;
    private final LogoutTokens tokens;
    private final Road road;
    private final InstantSource clock;
    private final Audit audit;

    /** How a form gets to a client. */
    @FunctionalInterface
    public interface Road {

        /**
         * @return the status of the answer
         * @throws FetchException if there is none
         */
        int post(URI uri, Parameters form);
    }

    public LogoutCourier(
            LogoutDeliveries deliveries,
            Clients clients,
            LogoutTokens tokens,
            Road road,
            InstantSource clock,
            Audit audit) {
        this.deliveries = deliveries;
        this.clients = clients;
        this.tokens = tokens;
        this.road = road;
        this.clock = clock;
        this.audit = audit;
    }

    /** Tries everything that is due. */
    public void deliver() {
        new DeliveryRound<>(most -> deliveries.take(clock.instant(), ATTEMPT, most), this::deliver).run();
    }

    private void deliver(LogoutDelivery delivery) {
        Optional<Client> client = clients.find(delivery.client());
        if (client.isEmpty() && clients.mayComeBack(delivery.client())) {
            tryAgain(delivery, clients.absence(delivery.client()));
        } else {
            tell(delivery, client);
        }
    }

    /** A client that is gone, or does not want to hear of it, is passed over. */
    private void tell(LogoutDelivery delivery, Optional<Client> client) {
        Optional<URI> uri =
                client.flatMap(present -> present.logout().backChannel()).map(ClientLogout.Address::uri);
        if (client.isEmpty() || uri.isEmpty()) {
            deliveries.remove(delivery);
            return;
        }
        try {
            String token = tokens.issue(client.get(), delivery.subject(), delivery.sid());
            conclude(delivery, road.post(uri.get(), Parameters.none().with("logout_token", token)));
        } catch (FetchException e) {
            tryAgain(delivery, "it cannot be reached: " + e.getMessage());
        } catch (OAuthException e) {
            tryAgain(delivery, e.detail());
        }
    }

    /** What a client refuses it will refuse again; whatever else may pass. */
    private void conclude(LogoutDelivery delivery, int status) {
        if (status == 200 || status == 204) {
            deliveries.remove(delivery);
            audit.record(new AuditEvent.LogoutDelivered(delivery.subject(), delivery.client()));
        } else if (status == 400) {
            giveUp(delivery, "it refuses the logout token, with status 400");
        } else {
            tryAgain(delivery, "it answers with status " + status);
        }
    }

    private void tryAgain(LogoutDelivery delivery, String reason) {
        if (delivery.attempts() > PAUSES.size()) {
            giveUp(delivery, reason);
        } else {
            deliveries.defer(delivery, clock.instant().plus(PAUSES.get(delivery.attempts() - 1)));
        }
    }

    private void giveUp(LogoutDelivery delivery, String reason) {
        deliveries.remove(delivery);
        audit.record(
                new AuditEvent.LogoutUndelivered(delivery.subject(), delivery.client(), delivery.attempts(), reason));
    }
}
