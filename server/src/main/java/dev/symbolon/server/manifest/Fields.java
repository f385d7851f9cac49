package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.protocol.jose.SigningAlgorithm;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.DetailMember;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.api.Permission;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.ClientPages;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.client.TokenLifetimes;
import dev.symbolon.server.configuration.Durations;
import dev.symbolon.server.user.User;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a thing is like, key by key of the manifest, so that two states of it can be compared and the difference be read. */
final class Fields {

    private final Map<String, String> shown = new LinkedHashMap<>();
    private final Map<String, String> hidden = new LinkedHashMap<>();

    private Fields() {}

    static Fields of(Api api) {
        return new Fields()
                .with("name", text(api.name()))
                .with("access-token-algorithm", api.accessTokenAlgorithm())
                .with("access-token-lifetime", Durations.describe(api.accessTokenLifetime()))
                .with("access-token-format", api.accessTokenFormat())
                .with("introspection-clients", sorted(api.introspectionClients()))
                .with(
                        "permissions",
                        api.permissions().stream().map(Fields::permission).toList())
                .with(
                        "authorization-details",
                        api.detailTypes().stream().map(Fields::detailType).toList());
    }

    private static String detailType(DetailType type) {
        return type.name() + " (" + text(type.title()) + ", " + new TreeMap<>(type.lists())
                + (type.identifier() ? ", identifier" : "") + ", "
                + type.members().stream().map(Fields::detailMember).toList() + ")";
    }

    private static String detailMember(DetailMember member) {
        return member.name() + " (" + text(member.title()) + ", "
                + member.kind().value()
                + (member.required() ? ", required" : "")
                + (member.values().isEmpty() ? "" : ", " + member.values())
                + (member.members().isEmpty()
                        ? ""
                        : ", "
                                + member.members().stream()
                                        .map(Fields::detailMember)
                                        .toList())
                + ")";
    }

    private static String permission(Permission permission) {
        return permission.name() + " (" + text(permission.description())
                + (permission.optional() ? ", optional)" : ")");
    }

    static Fields of(Client client) {
        Fields fields = new Fields()
                .with("name", text(client.presentation().name()))
                .with(client.presentation())
                .with("security-profile", client.profile())
                .with("authentication", client.credentials().method())
                .with(
                        "token-endpoint-auth-signing-alg",
                        client.credentials().algorithm().orElse(""))
                .with("jwks", keys(client.credentials().keys()))
                .withHidden("secret", sorted(client.credentials().secretDigests()))
                .with("redirect-uris", client.redirectUris().registered())
                .with(client.logout())
                .with("response-types", sorted(client.flows().responseTypes()))
                .with("response-modes", sorted(client.flows().responseModes()))
                .with("grant-types", sorted(client.flows().grantTypes()))
                .with("require-pkce", client.flows().pkceRequired())
                .with(
                        "default-max-age",
                        client.flows()
                                .signIn()
                                .maxAge()
                                .map(Durations::describe)
                                .orElse("none"))
                .with("default-acr-values", client.flows().signIn().acrValues())
                .with("require-auth-time", client.flows().signIn().authTimeRequired())
                .with(client.flows().requests())
                .with(client.flows().exchange())
                .with("apis", apis(client.apis()));
        return fields.with(client.tokens());
    }

    private Fields with(ClientPresentation presentation) {
        ClientPages pages = presentation.pages();
        return with("home", page(pages.home()))
                .with("logo-uri", page(pages.logo()))
                .with("policy-uri", page(pages.policy()))
                .with("tos-uri", page(pages.terms()))
                .with("first-party", presentation.firstParty());
    }

    private static String page(Optional<LocalizedText> page) {
        return page.map(Fields::text).orElse("");
    }

    private Fields with(ClientRequests requests) {
        return with("require-signed-request-object", requests.signed())
                .with("require-pushed-authorization-requests", requests.pushed())
                .with(
                        "request-object-signing-alg",
                        requests.algorithm().map(SigningAlgorithm::name).orElse(""))
                .with("request-uris", sorted(requests.uris()))
                .with("authorization-details-types", sorted(requests.detailTypes()));
    }

    private Fields with(ClientExchange exchange) {
        return with(
                        "token-exchange",
                        exchange.rules().stream().map(Fields::rule).toList())
                .with("may-act", exchange.mayAct().map(ClientId::value).orElse(""))
                .with(
                        "assertion-issuers",
                        exchange.issuers().stream().map(Fields::issuer).toList());
    }

    private static String issuer(AssertionIssuer issuer) {
        return issuer.issuer() + " by " + keys(issuer.keys()) + " " + sorted(issuer.algorithms())
                + " for at most " + Durations.describe(issuer.longest()) + ", sub: "
                + issuer.naming().name().toLowerCase(Locale.ROOT) + " " + sorted(issuer.subjects()) + ", audiences: "
                + sorted(issuer.audiences()) + ", permissions: "
                + issuer.permissions().map(scope -> sorted(scope.values())).orElse("[all]");
    }

    private static String rule(ExchangeRule rule) {
        return rule.audience() + " "
                + rule.permissions().map(scope -> sorted(scope.values())).orElse("[all]")
                + " for tokens of " + sorted(rule.subjectClients()) + " for " + sorted(rule.subjectAudiences())
                + (rule.idTokens() ? ", ID tokens too" : "") + ", actor: "
                + rule.acting().name().toLowerCase(Locale.ROOT);
    }

    private static String keys(ClientKeys keys) {
        return switch (keys) {
            case ClientKeys.None() -> "";
            case ClientKeys.Registered(PublicKeys(String jwks)) -> jwks;
            case ClientKeys.Published(URI uri) -> uri.toString();
        };
    }

    private Fields with(ClientLogout logout) {
        return with("post-logout-redirect-uris", logout.redirectUris().registered())
                .with("backchannel-logout", logout.backChannel())
                .with("frontchannel-logout", logout.frontChannel());
    }

    private Fields with(String key, Optional<ClientLogout.Address> address) {
        return with(key + "-uri", address.map(found -> found.uri().toString()).orElse(""))
                .with(
                        key + "-session-required",
                        address.map(ClientLogout.Address::sessionRequired).orElse(false));
    }

    private Fields with(ClientTokens tokens) {
        TokenLifetimes lifetimes = tokens.lifetimes();
        return with(
                        "default-audience",
                        tokens.defaultAudience().map(Audience::value).orElse(""))
                .with("subject-type", tokens.subjects().type())
                .with(
                        "sector-identifier-uri",
                        tokens.subjects()
                                .sectorIdentifierUri()
                                .map(Object::toString)
                                .orElse(""))
                .with("id-token-algorithm", tokens.signing().idToken())
                .with(
                        "userinfo-signed-response-alg",
                        tokens.signing().userinfo().map(SigningAlgorithm::name).orElse("JSON"))
                .with("authorization-signed-response-alg", tokens.signing().authorization())
                .with(
                        "introspection-signed-response-alg",
                        tokens.signing()
                                .introspection()
                                .map(SigningAlgorithm::name)
                                .orElse(""))
                .with("id-token-encryption", encryption(tokens.encryption().idToken()))
                .with("userinfo-encryption", encryption(tokens.encryption().userinfo()))
                .with("authorization-encryption", encryption(tokens.encryption().authorization()))
                .with("introspection-encryption", encryption(tokens.encryption().introspection()))
                .with("id-token-lifetime", Durations.describe(lifetimes.idToken()))
                .with("access-token-lifetime", Durations.describe(lifetimes.accessToken()))
                .with("front-channel-access-token-lifetime", Durations.describe(lifetimes.frontChannelAccessToken()))
                .with(
                        "front-channel-scope",
                        tokens.frontChannelScope()
                                .map(scope -> sorted(scope.values()))
                                .orElse("no limit"))
                .with("refresh-token-lifetime", Durations.describe(lifetimes.refreshToken()))
                .with("refresh-token-idle-lifetime", Durations.describe(lifetimes.refreshTokenIdle()))
                .with("claims-in-id-token", tokens.claimsInIdToken())
                .with("dpop-bound-access-tokens", tokens.senderConstraint().dpopBound())
                .with("dpop-nonce", tokens.senderConstraint().dpopNonce());
    }

    private static String encryption(Optional<JweAlgorithms> algorithms) {
        return algorithms.map(present -> present.alg() + " " + present.enc()).orElse("");
    }

    private static String apis(Map<Audience, Scope> apis) {
        Map<String, String> sorted = new TreeMap<>();
        apis.forEach((audience, permissions) -> sorted.put(audience.value(), sorted(permissions.values())));
        return sorted.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static Fields of(User user) {
        Fields fields = new Fields()
                .with("username", user.username())
                .with("disabled", user.disabled())
                .withHidden("password", user.passwordHash());
        JsonObject claims = user.claims();
        claims.names()
                .forEach(name -> fields.with(
                        "claims." + name, String.valueOf(claims.members().get(name))));
        return fields;
    }

    private Fields with(String key, Object value) {
        shown.put(key, value.toString());
        return this;
    }

    private Fields withHidden(String key, String value) {
        hidden.put(key, value);
        return this;
    }

    private static String text(LocalizedText text) {
        return text.byLanguage().size() == 1
                ? text.toString()
                : text.byLanguage().toString();
    }

    private static String sorted(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList().toString();
    }

    /** What is other in the later state; of secrets, only that they are. */
    List<String> differenceTo(Fields later) {
        Set<String> keys = new LinkedHashSet<>(shown.keySet());
        keys.addAll(later.shown.keySet());
        List<String> difference = new ArrayList<>();
        for (String key : keys) {
            String before = shown.getOrDefault(key, "");
            String after = later.shown.getOrDefault(key, "");
            if (!before.equals(after)) {
                difference.add(printable(key + ": " + orNothing(before) + " → " + orNothing(after)));
            }
        }
        hidden.forEach((key, before) -> {
            if (!before.equals(later.hidden.get(key))) {
                difference.add(key + ": changed");
            }
        });
        return difference;
    }

    private static String orNothing(String value) {
        return value.isEmpty() ? "(nothing)" : value;
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
