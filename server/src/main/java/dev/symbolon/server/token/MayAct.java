package dev.symbolon.server.token;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import java.util.Optional;

/** Who may act with a token, as the token itself says (RFC 8693 §4.4). */
final class MayAct {

    private MayAct() {}

    static Optional<JsonObject> of(Client client) {
        return client.flows()
                .exchange()
                .mayAct()
                .map(actor -> JsonObject.empty().with("sub", actor));
    }
}
