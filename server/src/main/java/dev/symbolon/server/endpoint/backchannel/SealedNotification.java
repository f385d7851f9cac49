package dev.symbolon.server.endpoint.backchannel;

import dev.symbolon.protocol.AuthReqId;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.key.Seal;
import java.net.URI;
import java.util.Optional;

/**
 * What a client is told with once a person has decided (CIBA Core §10.2). It is kept sealed, since both halves are secrets.
 *
 * @param token by which the client knows who tells it ({@code client_notification_token})
 */
record SealedNotification(AuthReqId authReqId, String token) {

    static Optional<SealedNotification> open(Seal seal, String sealed) {
        return seal.open(Seal.Purpose.NOTIFICATION, sealed, SealedNotification::read);
    }

    private static SealedNotification read(String text) {
        JsonObject json = JsonObject.parse(text);
        return new SealedNotification(new AuthReqId(json.requiredString("auth_req_id")), json.requiredString("token"));
    }

    String seal(Seal seal) {
        JsonObject json =
                JsonObject.empty().with("auth_req_id", authReqId.value()).with("token", token);
        return seal.seal(Seal.Purpose.NOTIFICATION, json.toString());
    }

    int send(NotificationCourier.Road road, URI uri) {
        return road.post(uri, JsonObject.empty().with("auth_req_id", authReqId.value()), token);
    }

    @Override
    public String toString() {
        return "SealedNotification[…]";
    }
}
