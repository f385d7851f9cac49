package dev.symbolon.server.endpoint.registration;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.ClientPages;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.client.ResponseEncryption;
import dev.symbolon.server.client.SignInDefaults;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
        return presentation(client.presentation())
                .with("redirect_uris", uris(client.redirectUris()))
                .with(logout(client.logout()))
                .with("response_types", texts(client.flows().responseTypes()))
                .with("grant_types", texts(client.flows().grantTypes()))
                .with("token_endpoint_auth_method", client.credentials().method())
                .with("token_endpoint_auth_signing_alg", client.credentials().algorithm())
                .with(keys(client.credentials().keys()))
                .with(client.credentials()
                        .certificateSubject()
                        .map(subject -> JsonObject.empty().with(subject.kind().member(), subject.value()))
                        .orElse(JsonObject.empty()))
                .with(tokens(client.tokens()))
                .with(signIn(client.flows().signIn()))
                .with(requests(client.flows().requests()))
                .with(backchannel(client))
                .with(profile(client.profile()));
    }

    private static JsonObject profile(Profile profile) {
        return profile == Profile.NONE ? JsonObject.empty() : JsonObject.empty().with("security_profile", profile);
    }

    private static JsonObject presentation(ClientPresentation presentation) {
        ClientPages pages = presentation.pages();
        return texts("client_name", Optional.of(presentation.name()))
                .with(texts("client_uri", pages.home()))
                .with(texts("logo_uri", pages.logo()))
                .with(texts("policy_uri", pages.policy()))
                .with(texts("tos_uri", pages.terms()))
                .with("initiate_login_uri", presentation.initiateLogin())
                .with("software_id", presentation.software().id())
                .with("software_version", presentation.software().version())
                .with("contacts", presentation.software().contacts())
                .with(SoftwareStatements.MEMBER, presentation.software().statement());
    }

    private static JsonObject texts(String name, Optional<LocalizedText> text) {
        JsonObject texts = JsonObject.empty();
        for (var one : text.map(LocalizedText::byLanguage).orElse(Map.of()).entrySet()) {
            texts = texts.with(one.getKey().isEmpty() ? name : name + "#" + one.getKey(), one.getValue());
        }
        return texts;
    }

    private static JsonObject logout(ClientLogout logout) {
        return JsonObject.empty()
                .with("post_logout_redirect_uris", uris(logout.redirectUris()))
                .with(address("backchannel_logout", logout.backChannel()))
                .with(address("frontchannel_logout", logout.frontChannel()));
    }

    private static JsonObject address(String name, Optional<ClientLogout.Address> address) {
        return JsonObject.empty()
                .with(name + "_uri", address.map(ClientLogout.Address::uri))
                .with(name + "_session_required", address.map(ClientLogout.Address::sessionRequired));
    }

    private static JsonObject encryption(ResponseEncryption encryption) {
        return algorithms("id_token", encryption.idToken())
                .with(algorithms("userinfo", encryption.userinfo()))
                .with(algorithms("authorization", encryption.authorization()))
                .with(algorithms("introspection", encryption.introspection()));
    }

    private static JsonObject algorithms(String what, Optional<JweAlgorithms> algorithms) {
        return JsonObject.empty()
                .with(what + "_encrypted_response_alg", algorithms.map(JweAlgorithms::alg))
                .with(what + "_encrypted_response_enc", algorithms.map(JweAlgorithms::enc));
    }

    private static JsonObject tokens(ClientTokens tokens) {
        return JsonObject.empty()
                .with("id_token_signed_response_alg", tokens.signing().idToken())
                .with("userinfo_signed_response_alg", tokens.signing().userinfo())
                .with("authorization_signed_response_alg", tokens.signing().authorization())
                .with("introspection_signed_response_alg", tokens.signing().introspection())
                .with("subject_type", tokens.subjects().type())
                .with("sector_identifier_uri", tokens.subjects().sectorIdentifierUri())
                .with("dpop_bound_access_tokens", tokens.senderConstraint().dpopBound())
                .with(
                        "tls_client_certificate_bound_access_tokens",
                        tokens.senderConstraint().certificateBound())
                .with(encryption(tokens.encryption()));
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
                .with("request_uris", texts(requests.uris()))
                .with(
                        "authorization_details_types",
                        Optional.of(texts(requests.detailTypes())).filter(types -> !types.isEmpty()));
    }

    private static JsonObject backchannel(Client client) {
        ClientBackchannel backchannel = client.flows().backchannel();
        return client.mayUse(GrantType.CIBA)
                ? JsonObject.empty()
                        .with("backchannel_token_delivery_mode", backchannel.deliveryMode())
                        .with("backchannel_client_notification_endpoint", backchannel.notificationEndpoint())
                        .with("backchannel_authentication_request_signing_alg", backchannel.algorithm())
                        .with("backchannel_user_code_parameter", false)
                : JsonObject.empty();
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
