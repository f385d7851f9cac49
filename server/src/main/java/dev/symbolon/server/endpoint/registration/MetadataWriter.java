package dev.symbolon.server.endpoint.registration;

import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.client.SignInDefaults;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Writes what a client has been registered for, with the names of OIDC Registration §2 and RFC 7591 §2. */
final class MetadataWriter {

    /** What only the provider says (RFC 7592 §2.2). */
    static final List<String> OF_THE_PROVIDER = List.of(
            "registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at");

    private MetadataWriter() {}

    /** Secrets are told here and nowhere else (RFC 7591 §3.2.1, RFC 7592 §3). */
    static JsonObject issued(Optional<Secret> secret, Secret token, URI address, Instant registeredAt) {
        return JsonObject.empty()
                .with("client_id_issued_at", registeredAt.getEpochSecond())
                .with("client_secret", secret.map(Secret::reveal))
                .with("client_secret_expires_at", secret.map(never -> 0))
                .with("registration_access_token", token.reveal())
                .with("registration_client_uri", address);
    }

    static JsonObject write(Client client) {
        JsonObject names = JsonObject.empty();
        for (var text : client.presentation().name().byLanguage().entrySet()) {
            names = names.with(
                    text.getKey().isEmpty() ? "client_name" : "client_name#" + text.getKey(), text.getValue());
        }
        return names.with("client_uri", client.presentation().home())
                .with("redirect_uris", uris(client.redirectUris()))
                .with("post_logout_redirect_uris", uris(client.logout().redirectUris()))
                .with("response_types", texts(client.flows().responseTypes()))
                .with("grant_types", texts(client.flows().grantTypes()))
                .with("token_endpoint_auth_method", client.credentials().method())
                .with("token_endpoint_auth_signing_alg", client.credentials().algorithm())
                .with(keys(client.credentials().keys()))
                .with(tokens(client.tokens()))
                .with(signIn(client.flows().signIn()))
                .with(requests(client.flows().requests()));
    }

    private static JsonObject tokens(ClientTokens tokens) {
        return JsonObject.empty()
                .with("id_token_signed_response_alg", tokens.signing().idToken())
                .with("userinfo_signed_response_alg", tokens.signing().userinfo())
                .with("authorization_signed_response_alg", tokens.signing().authorization())
                .with("subject_type", tokens.subjects().type())
                .with("sector_identifier_uri", tokens.subjects().sectorIdentifierUri())
                .with("dpop_bound_access_tokens", tokens.senderConstraint().dpopBound());
    }

    private static JsonObject signIn(SignInDefaults defaults) {
        return JsonObject.empty()
                .with("default_max_age", defaults.maxAge().map(Duration::toSeconds))
                .with("default_acr_values", defaults.acrValues())
                .with("require_auth_time", defaults.authTimeRequired());
    }

    private static JsonObject requests(ClientRequests requests) {
        return JsonObject.empty()
                .with("request_object_signing_alg", requests.algorithm())
                .with("require_signed_request_object", requests.signed())
                .with("require_pushed_authorization_requests", requests.pushed())
                .with("request_uris", texts(requests.uris()));
    }

    private static JsonObject keys(ClientKeys keys) {
        return switch (keys) {
            case ClientKeys.None() -> JsonObject.empty();
            case ClientKeys.Registered(PublicKeys(String jwks)) ->
                JsonObject.empty().with("jwks", JsonObject.parse(jwks));
            case ClientKeys.Published(URI uri) -> JsonObject.empty().with("jwks_uri", uri);
        };
    }

    private static List<String> uris(RedirectUris uris) {
        return uris.registered().stream().map(RedirectUri::value).toList();
    }

    private static List<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }
}
