package dev.symbolon.server.endpoint.backchannel;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.authorization.Notification;
import dev.symbolon.server.authorization.Notifications;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.endpoint.DeliveryRound;
import dev.symbolon.server.http.fetch.FetchException;
import dev.symbolon.server.key.Seal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Tells clients that a person has decided, so that they need not poll (CIBA Core §10.2). A client that cannot be reached is tried again as
 * long as its request lasts, and 7 times in all; it may fetch its tokens whether it was reached or not.
 */
public final class NotificationCourier {

    /** Longer than a client has to answer, so that nobody else tries it meanwhile. */
    private static final Duration ATTEMPT = Duration.ofMinutes(1);

    /** What passes before the second attempt, before the third, and so on. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2));

    private final Notifications notifications;
    private final Clients clients;
    private final Seal seal;
    private final Road road;
    private final InstantSource clock;
    private final Audit audit;

    /** How a message gets to a client. */
    @FunctionalInterface
    public interface Road {

        /**
         * @param bearer by which the client knows who tells it
         * @return the status of the answer
         * @throws FetchException if there is none
         */
        int post(URI uri, JsonObject message, String bearer);
    }

    public NotificationCourier(
            Notifications notifications, Clients clients, Seal seal, Road road, InstantSource clock, Audit audit) {
        this.notifications = notifications;
        this.clients = clients;
        this.seal = seal;
        this.road = road;
        this.clock = clock;
        this.audit = audit;
    }

    /** Tries everything that is due. */
    public void deliver() {
        new DeliveryRound<>(most -> notifications.take(clock.instant(), ATTEMPT, most), this::deliver).run();
    }

    /** A client that is gone, or polls by now, is passed over. */
    private void deliver(Notification notification) {
        Optional<URI> uri = clients.find(notification.client())
                .map(Client::flows)
                .flatMap(flows -> flows.backchannel().notificationEndpoint());
        Optional<SealedNotification> message = SealedNotification.open(seal, notification.sealed());
        if (uri.isEmpty() || message.isEmpty()) {
            notifications.remove(notification);
            return;
        }
        try {
            conclude(notification, message.get().send(road, uri.get()));
        } catch (FetchException e) {
            tryAgain(notification, "it cannot be reached: " + e.getMessage());
        }
    }

    /** What a client refuses it will refuse again; whatever else may pass. A redirect is not followed (CIBA Core §10.2). */
    private void conclude(Notification notification, int status) {
        if (status == 200 || status == 204) {
            notifications.remove(notification);
        } else if (status >= 300 && status < 500) {
            giveUp(notification, "it answers with status " + status);
        } else {
            tryAgain(notification, "it answers with status " + status);
        }
    }

    private void tryAgain(Notification notification, String reason) {
        if (notification.attempts() > PAUSES.size()) {
            giveUp(notification, reason);
            return;
        }
        Instant next = clock.instant().plus(PAUSES.get(notification.attempts() - 1));
        if (next.isBefore(notification.expiresAt())) {
            notifications.defer(notification, next);
        } else {
            giveUp(notification, reason);
        }
    }

    private void giveUp(Notification notification, String reason) {
        notifications.remove(notification);
        audit.record(new AuditEvent.PingUndelivered(notification.client(), notification.attempts(), reason));
    }
}
