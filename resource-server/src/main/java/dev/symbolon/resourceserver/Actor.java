package dev.symbolon.resourceserver;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import java.util.Optional;

/**
 * Who acts for the subject of a token, as the token says (RFC 8693 §4.1, {@code act}). Decide by this one alone: who has acted before is told for
 * the record (RFC 8693 §4.1).
 *
 * @param subject who acts: an application itself, or a person
 * @param clientId the application by which it acts, if the token says so
 * @param before who has acted before, when this one came in
 */
public record Actor(Subject subject, Optional<ClientId> clientId, Optional<Actor> before) {

    /** @throws dev.symbolon.protocol.json.JsonException if it is there but not understood: such a token says something else than it seems to */
    static Optional<Actor> in(JsonObject claims) {
        return claims.object("act")
                .map(act -> new Actor(
                        Subject.parse(act.requiredString("sub")),
                        act.string("client_id").map(ClientId::parse),
                        in(act)));
    }

    @Override
    public String toString() {
        return "Actor[" + subject + "]";
    }
}
