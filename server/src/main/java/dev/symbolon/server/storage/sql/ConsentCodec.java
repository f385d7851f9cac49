package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Subject;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.Consent;
import dev.symbolon.server.authorization.Consent.Answers;
import dev.symbolon.server.authorization.DetailsJson;
import java.time.Instant;
import java.util.Map;

/** Writes and reads the answers of a consent. */
final class ConsentCodec {

    private ConsentCodec() {}

    static String write(Consent consent) {
        return JsonObject.empty()
                .with("identity", answers(consent.identity()))
                .with("apis", Documents.keyed(consent.apis(), Audience::value, ConsentCodec::answers))
                .with("details", DetailsJson.write(consent.details()))
                .toString();
    }

    private static JsonObject answers(Answers answers) {
        return JsonObject.of(Map.of(
                "granted", answers.granted().values(),
                "declined", answers.declined().values()));
    }

    static Consent read(Subject subject, ClientId client, String document, Instant decidedAt) {
        JsonObject json = JsonObject.parse(document);
        JsonObject apis = json.object("apis").orElseGet(JsonObject::empty);
        return new Consent(
                subject,
                client,
                json.object("identity").map(ConsentCodec::answers).orElse(Answers.NONE),
                Documents.map(
                        apis, Audience::new, name -> answers(apis.object(name).orElseThrow())),
                DetailsJson.read(json.object("details")),
                decidedAt);
    }

    private static Answers answers(JsonObject json) {
        return new Answers(Scope.of(json.strings("granted")), Scope.of(json.strings("declined")));
    }
}
