package dev.symbolon.server.token;

import dev.symbolon.protocol.json.JsonObject;

/** What userinfo says of a person, in the form that the client is registered for (OIDC Core §5.3.2). */
public sealed interface UserinfoAnswer {

    record Plain(JsonObject claims) implements UserinfoAnswer {}

    record Signed(String jwt) implements UserinfoAnswer {}
}
