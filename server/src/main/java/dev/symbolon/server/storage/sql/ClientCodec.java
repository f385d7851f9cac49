package dev.symbolon.server.storage.sql;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.CertificateSubject;
import dev.symbolon.server.client.CertificateSubject.Kind;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.ClientPages;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.client.ClientSoftware;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.client.SignInDefaults;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes and reads what is to be known of a client, with the names of OIDC Registration §2 where it has one. */
final class ClientCodec {

    private ClientCodec() {}

    static String write(Client client) {
        return JsonObject.empty()
                .with("presentation", presentation(client.presentation()))
                .with("credentials", credentials(client.credentials()))
                .with("redirect_uris", uris(client.redirectUris()))
                .with("post_logout_redirect_uris", uris(client.logout().redirectUris()))
                .with("logout", logout(client.logout()))
                .with("flows", flows(client.flows()))
                .with("tokens", ClientTokensCodec.write(client.tokens()))
                .with("apis", Documents.keyed(client.apis(), Audience::value, Scope::values))
                .toString();
    }

    static Client read(ClientId id, String document) {
        JsonObject json = JsonObject.parse(document);
        JsonObject apis = member(json, "apis");
        return new Client(
                id,
                presentation(member(json, "presentation")),
                credentials(member(json, "credentials")),
                uris(json.strings("redirect_uris")),
                logout(json),
                flows(member(json, "flows")),
                ClientTokensCodec.read(member(json, "tokens")),
                Documents.map(apis, Audience::new, name -> Scope.of(apis.strings(name))));
    }

    private static JsonObject presentation(ClientPresentation presentation) {
        return JsonObject.empty()
                .with("client_name", Documents.text(presentation.name()))
                .with("client_uri", presentation.pages().home())
                .with("initiate_login_uri", presentation.initiateLogin())
                .with("first_party", presentation.firstParty())
                .with("pages", pages(presentation.pages()))
                .with("software", software(presentation.software()));
    }

    private static JsonObject pages(ClientPages pages) {
        return JsonObject.empty()
                .with("home", pages.home().map(Documents::text))
                .with("logo", pages.logo().map(Documents::text))
                .with("policy", pages.policy().map(Documents::text))
                .with("terms", pages.terms().map(Documents::text));
    }

    private static ClientPages pages(JsonObject json) {
        return new ClientPages(page(json, "home"), page(json, "logo"), page(json, "policy"), page(json, "terms"));
    }

    private static Optional<LocalizedText> page(JsonObject json, String name) {
        return json.has(name) ? Optional.of(Documents.text(json, name)) : Optional.empty();
    }

    private static JsonObject software(ClientSoftware software) {
        return JsonObject.empty()
                .with("software_id", software.id())
                .with("software_version", software.version())
                .with("software_statement", software.statement())
                .with("contacts", software.contacts());
    }

    private static ClientSoftware software(JsonObject json) {
        return new ClientSoftware(
                json.string("software_id"),
                json.string("software_version"),
                json.strings("contacts"),
                json.string("software_statement"));
    }

    /** A version before has written no page but {@code client_uri}, which is there for it to read too. */
    private static ClientPresentation presentation(JsonObject json) {
        return new ClientPresentation(
                Documents.text(json, "client_name"),
                json.string("initiate_login_uri").map(URI::create),
                json.bool("first_party").orElse(false),
                json.object("pages")
                        .map(ClientCodec::pages)
                        .orElseGet(
                                () -> ClientPages.home(json.string("client_uri").map(URI::create))),
                json.object("software").map(ClientCodec::software).orElse(ClientSoftware.UNKNOWN));
    }

    private static JsonObject credentials(ClientCredentials credentials) {
        JsonObject subject = credentials
                .certificateSubject()
                .map(known -> JsonObject.empty().with(known.kind().member(), known.value()))
                .orElse(JsonObject.empty());
        return subject.with("token_endpoint_auth_method", credentials.method().value())
                .with("token_endpoint_auth_signing_alg", credentials.algorithm())
                .with("secret_digests", credentials.secretDigests())
                .with("kept_secrets", credentials.keptSecrets())
                .with("older_secrets_until", credentials.olderSecretsUntil().map(Instant::getEpochSecond))
                .with(keys(credentials.keys()));
    }

    static JsonObject keys(ClientKeys keys) {
        return switch (keys) {
            case ClientKeys.None() -> JsonObject.empty();
            case ClientKeys.Registered(PublicKeys(String jwks)) ->
                JsonObject.empty().with("jwks", JsonObject.parse(jwks));
            case ClientKeys.Published(URI uri) -> JsonObject.empty().with("jwks_uri", uri);
        };
    }

    static ClientKeys keys(JsonObject json) {
        Optional<ClientKeys> registered = json.object("jwks")
                .map(JsonObject::toString)
                .map(PublicKeys::new)
                .map(ClientKeys.Registered::new);
        return registered
                .or(() -> json.string("jwks_uri").map(URI::create).map(ClientKeys.Published::new))
                .orElseGet(ClientKeys.None::new);
    }

    private static ClientCredentials credentials(JsonObject json) {
        return new ClientCredentials(
                ClientAuthenticationMethod.parse(json.requiredString("token_endpoint_auth_method")),
                json.string("token_endpoint_auth_signing_alg"),
                json.strings("secret_digests"),
                json.strings("kept_secrets"),
                keys(json),
                json.number("older_secrets_until").map(Instant::ofEpochSecond),
                certificateSubject(json));
    }

    private static Optional<CertificateSubject> certificateSubject(JsonObject json) {
        return Arrays.stream(Kind.values())
                .flatMap(kind -> json.string(kind.member()).map(value -> new CertificateSubject(kind, value)).stream())
                .findFirst();
    }

    private static List<String> uris(RedirectUris uris) {
        return uris.registered().stream().map(RedirectUri::value).toList();
    }

    private static RedirectUris uris(List<String> values) {
        return new RedirectUris(
                values.stream().map(RedirectUri::new).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private static JsonObject logout(ClientLogout logout) {
        return JsonObject.empty()
                .with("backchannel", logout.backChannel().map(ClientCodec::address))
                .with("frontchannel", logout.frontChannel().map(ClientCodec::address));
    }

    private static JsonObject address(ClientLogout.Address address) {
        return JsonObject.empty()
                .with("uri", address.uri().toString())
                .with("session_required", address.sessionRequired());
    }

    /** Those that a version before has written have no addresses. */
    private static ClientLogout logout(JsonObject json) {
        JsonObject logout = json.object("logout").orElse(JsonObject.empty());
        return new ClientLogout(
                uris(json.strings("post_logout_redirect_uris")),
                logout.object("backchannel").map(ClientCodec::address),
                logout.object("frontchannel").map(ClientCodec::address));
    }

    private static ClientLogout.Address address(JsonObject json) {
        return new ClientLogout.Address(
                URI.create(json.requiredString("uri")),
                json.bool("session_required").orElse(false));
    }

    private static JsonObject flows(ClientFlows flows) {
        return JsonObject.empty()
                .with("grant_types", Documents.texts(flows.grantTypes()))
                .with("response_types", Documents.texts(flows.responseTypes()))
                .with("response_modes", Documents.texts(knownModes(flows.responseModes())))
                .with("web_message", flows.responseModes().contains(ResponseMode.WEB_MESSAGE))
                .with("pkce_required", flows.pkceRequired())
                .with("default_max_age", flows.signIn().maxAge().map(Duration::toSeconds))
                .with("default_acr_values", flows.signIn().acrValues())
                .with("require_auth_time", flows.signIn().authTimeRequired())
                .with(requests(flows.requests()))
                .with(ClientExchangeCodec.write(flows.exchange()))
                .with(backchannel(flows.backchannel()));
    }

    private static JsonObject backchannel(ClientBackchannel backchannel) {
        return JsonObject.empty()
                .with("backchannel_client_notification_endpoint", backchannel.notificationEndpoint())
                .with("backchannel_authentication_request_signing_alg", backchannel.algorithm());
    }

    private static ClientBackchannel backchannel(JsonObject json) {
        return new ClientBackchannel(
                json.string("backchannel_client_notification_endpoint").map(URI::create),
                json.string("backchannel_authentication_request_signing_alg").map(SigningAlgorithm::valueOf));
    }

    private static JsonObject requests(ClientRequests requests) {
        return JsonObject.empty()
                .with("require_signed_request_object", requests.signed())
                .with("require_pushed_authorization_requests", requests.pushed())
                .with("request_object_signing_alg", requests.algorithm())
                .with("request_uris", Documents.texts(requests.uris()))
                .with("authorization_details_types", Documents.texts(requests.detailTypes()))
                .with("security_profile", profile(requests.profile()));
    }

    private static ClientRequests requests(JsonObject json) {
        return new ClientRequests(
                json.bool("require_signed_request_object").orElse(false),
                json.bool("require_pushed_authorization_requests").orElse(false),
                json.string("request_object_signing_alg").map(SigningAlgorithm::valueOf),
                Set.copyOf(json.strings("request_uris")),
                Set.copyOf(json.strings("authorization_details_types")),
                json.string("security_profile").map(Profile::parse).orElse(Profile.NONE));
    }

    private static Optional<String> profile(Profile profile) {
        return Optional.of(profile).filter(named -> named != Profile.NONE).map(Profile::value);
    }

    private static ClientFlows flows(JsonObject json) {
        return new ClientFlows(
                set(json, "grant_types", GrantType::parse),
                set(json, "response_types", ResponseType::parse),
                responseModes(json),
                json.bool("pkce_required").orElse(true),
                new SignInDefaults(
                        json.number("default_max_age").map(Duration::ofSeconds),
                        json.strings("default_acr_values"),
                        json.bool("require_auth_time").orElse(false)),
                requests(json),
                ClientExchangeCodec.read(json),
                backchannel(json));
    }

    /** Those that the version before can read: messages, which are newer, stand beside them. */
    private static Set<ResponseMode> knownModes(Set<ResponseMode> modes) {
        return modes.stream().filter(mode -> mode != ResponseMode.WEB_MESSAGE).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<ResponseMode> responseModes(JsonObject json) {
        Stream<ResponseMode> newer =
                json.bool("web_message").orElse(false) ? Stream.of(ResponseMode.WEB_MESSAGE) : Stream.empty();
        return Stream.concat(set(json, "response_modes", ResponseMode::parse).stream(), newer)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> Set<T> set(JsonObject json, String name, Function<String, T> parse) {
        return json.strings(name).stream().map(parse).collect(Collectors.toUnmodifiableSet());
    }

    private static JsonObject member(JsonObject json, String name) {
        return Documents.required(json.object(name), name);
    }
}
