package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Permission;
import java.util.stream.Collectors;

/** Writes and reads what is to be known of an API. */
final class ApiCodec {

    private ApiCodec() {}

    static String write(Api api) {
        return JsonObject.empty()
                .with("name", Documents.text(api.name()))
                .with(
                        "permissions",
                        api.permissions().stream().map(ApiCodec::permission).toList())
                .with("access_token_algorithm", api.accessTokenAlgorithm().name())
                .with("access_token_lifetime", api.accessTokenLifetime())
                .with("access_token_format", api.accessTokenFormat().value())
                .with("introspection_clients", Documents.texts(api.introspectionClients()))
                .with(
                        "authorization_details",
                        api.detailTypes().stream().map(DetailTypeCodec::write).toList())
                .toString();
    }

    private static JsonObject permission(Permission permission) {
        return JsonObject.empty()
                .with("name", permission.name())
                .with("description", Documents.text(permission.description()))
                .with("optional", permission.optional());
    }

    static Api read(Audience audience, String document) {
        JsonObject json = JsonObject.parse(document);
        return new Api(
                audience,
                Documents.text(json, "name"),
                json.objects("permissions").stream().map(ApiCodec::permission).toList(),
                SigningAlgorithm.valueOf(json.requiredString("access_token_algorithm")),
                Documents.duration(json, "access_token_lifetime"),
                json.string("access_token_format").map(AccessTokenFormat::parse).orElse(AccessTokenFormat.JWT),
                json.strings("introspection_clients").stream()
                        .map(ClientId::new)
                        .collect(Collectors.toSet()),
                json.objects("authorization_details").stream()
                        .map(DetailTypeCodec::read)
                        .toList());
    }

    private static Permission permission(JsonObject json) {
        return new Permission(
                json.requiredString("name"),
                Documents.text(json, "description"),
                json.bool("optional").orElse(false));
    }
}
