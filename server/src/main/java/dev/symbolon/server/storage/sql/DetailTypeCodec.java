package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.DetailMember;
import dev.symbolon.server.api.DetailType;
import java.util.function.Function;

/** Writes and reads what an API can be asked for in detail. */
final class DetailTypeCodec {

    private DetailTypeCodec() {}

    static JsonObject write(DetailType type) {
        return JsonObject.empty()
                .with("type", type.name())
                .with("title", Documents.text(type.title()))
                .with("lists", Documents.keyed(type.lists(), Function.identity(), Function.identity()))
                .with("identifier", type.identifier())
                .with(
                        "members",
                        type.members().stream().map(DetailTypeCodec::member).toList());
    }

    static DetailType read(JsonObject json) {
        JsonObject lists = json.object("lists").orElse(JsonObject.empty());
        return new DetailType(
                json.requiredString("type"),
                Documents.text(json, "title"),
                Documents.map(lists, Function.identity(), lists::strings),
                json.bool("identifier").orElse(false),
                json.objects("members").stream().map(DetailTypeCodec::member).toList());
    }

    private static JsonObject member(DetailMember member) {
        return JsonObject.empty()
                .with("name", member.name())
                .with("title", Documents.text(member.title()))
                .with("kind", member.kind().value())
                .with("required", member.required())
                .with("values", member.values())
                .with(
                        "members",
                        member.members().stream().map(DetailTypeCodec::member).toList());
    }

    private static DetailMember member(JsonObject json) {
        return new DetailMember(
                json.requiredString("name"),
                Documents.text(json, "title"),
                DetailMember.Kind.parse(json.requiredString("kind")),
                json.bool("required").orElse(false),
                json.strings("values"),
                json.objects("members").stream().map(DetailTypeCodec::member).toList());
    }
}
