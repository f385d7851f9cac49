package dev.symbolon.server.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.session.SessionId;
import java.time.Instant;

/** An approval as JSON, for sealing and for rows: what comes out has been checked before it went in. */
public final class ApprovalJson {

    private ApprovalJson() {}

    public static JsonObject write(Approval approval) {
        return JsonObject.empty()
                .with("client_id", approval.client())
                .with("sub", approval.subject())
                .with("sid", approval.session())
                .with("auth_time", approval.authenticatedAt().toEpochMilli())
                .with(write(approval.permissions()));
    }

    public static Approval read(JsonObject json) {
        return new Approval(
                new ClientId(json.requiredString("client_id")),
                new Subject(json.requiredString("sub")),
                new SessionId(json.requiredString("sid")),
                Instant.ofEpochMilli(json.number("auth_time").orElseThrow()),
                permissions(json));
    }

    public static JsonObject write(Permissions permissions) {
        return RequestJson.permissions(permissions);
    }

    public static Permissions permissions(JsonObject json) {
        return RequestJson.permissions(json);
    }
}
