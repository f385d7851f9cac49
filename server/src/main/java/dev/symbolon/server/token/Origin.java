package dev.symbolon.server.token;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.AuthorizationId;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a token comes from, and so what it ends with.
 *
 * @param authorization with which it began
 * @param client to whom that was given
 * @param ofPerson whether the account of a person and their consent must stand; what a client has for itself hangs on neither
 * @param others what it ends with besides: each exchange that it came by, and the tokens of those who act (RFC 8693)
 */
public record Origin(AuthorizationId authorization, ClientId client, boolean ofPerson, List<AuthorizationId> others) {

    public Origin {
        others = List.copyOf(others);
    }

    /** Where a token comes from that a person has allowed. */
    public static Origin ofPerson(AuthorizationId authorization, ClientId client) {
        return of(authorization, client, true);
    }

    static Origin of(AuthorizationId authorization, ClientId client, boolean ofPerson) {
        return new Origin(authorization, client, ofPerson, List.of());
    }

    /** This origin with one thing more to end with. */
    Origin and(AuthorizationId other) {
        List<AuthorizationId> more = new ArrayList<>(others);
        more.add(other);
        return new Origin(authorization, client, ofPerson, more);
    }

    /** This origin, to end with everything that the other one ends with too. */
    public Origin and(Origin other) {
        Origin sum = and(other.authorization);
        for (AuthorizationId more : other.others) {
            sum = sum.and(more);
        }
        return sum;
    }

    JsonObject toJson() {
        return JsonObject.empty()
                .with("id", authorization)
                .with("client_id", client)
                .with("of_person", ofPerson)
                .with("others", others);
    }

    static Origin read(JsonObject json) {
        return new Origin(
                new AuthorizationId(json.requiredString("id")),
                new ClientId(json.requiredString("client_id")),
                json.bool("of_person").orElse(true),
                json.strings("others").stream().map(AuthorizationId::new).toList());
    }
}
