package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.key.Seal;
import dev.symbolon.server.session.Session;
import dev.symbolon.server.session.SessionId;
import java.util.Optional;

/**
 * What a page has shown of somebody's request, sealed into its form: whoever answers has seen in this very session what they answer.
 *
 * @param request by what it is found again
 * @param asked everything that was asked for on the page
 */
public record ShownRequest(String request, Scope asked) {

    private record Opened(SessionId session, ShownRequest shown) {}

    public static ShownRequest of(String request, Permissions asked) {
        return new ShownRequest(request, asked.named());
    }

    public String seal(Seal seal, Seal.Purpose purpose, Session session) {
        return seal.seal(
                purpose,
                JsonObject.empty()
                        .with("session", session.id())
                        .with("request", request)
                        .with("asked", asked)
                        .toString());
    }

    /** What was shown; absent if it was not, or to somebody else. */
    public static Optional<ShownRequest> open(Seal seal, Seal.Purpose purpose, Session session, String sealed) {
        return seal.open(purpose, sealed, ShownRequest::read)
                .filter(opened -> opened.session().equals(session.id()))
                .map(Opened::shown);
    }

    private static Opened read(String text) {
        JsonObject json = JsonObject.parse(text);
        return new Opened(
                new SessionId(json.requiredString("session")),
                new ShownRequest(json.requiredString("request"), Scope.parse(json.requiredString("asked"))));
    }

    /** Whether no more is asked for by now. */
    public boolean holdsAll(Permissions now) {
        return asked.covers(now.named());
    }
}
