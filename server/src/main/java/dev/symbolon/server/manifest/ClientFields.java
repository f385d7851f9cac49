package dev.symbolon.server.manifest;

import static dev.symbolon.server.manifest.Fields.sorted;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.jose.JweAlgorithms;
import dev.symbolon.protocol.jose.PublicKeys;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.CertificateSubject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientBackchannel;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientKeys;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.ClientPages;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.ClientRequests;
import dev.symbolon.server.client.ClientSubjects;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.client.ResponseEncryption;
import dev.symbolon.server.client.ResponseSigning;
import dev.symbolon.server.client.SenderConstraint;
import dev.symbolon.server.client.SignInDefaults;
import dev.symbolon.server.client.TokenLifetimes;
import dev.symbolon.server.configuration.Durations;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a client is like, key by key of the manifest. */
final class ClientFields {

    private final Fields fields = new Fields();

    private ClientFields() {}

    static Fields of(Client client) {
        return new ClientFields().read(client);
    }

    private Fields read(Client client) {
        presentation(client.presentation());
        fields.with("security-profile", client.profile());
        credentials(client.credentials());
        fields.with("redirect-uris", client.redirectUris().registered());
        logout(client.logout());
        flows(client.flows());
        fields.with("apis", apis(client.apis()));
        tokens(client.tokens());
        return fields;
    }

    private void presentation(ClientPresentation presentation) {
        ClientPages pages = presentation.pages();
        fields.with("name", Fields.text(presentation.name()))
                .with("home", page(pages.home()))
                .with("logo-uri", page(pages.logo()))
                .with("policy-uri", page(pages.policy()))
                .with("tos-uri", page(pages.terms()))
                .with("initiate-login-uri", orNothing(presentation.initiateLogin()))
                .with("first-party", presentation.firstParty());
    }

    private static String page(Optional<LocalizedText> page) {
        return page.map(Fields::text).orElse("");
    }

    private static String orNothing(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private void credentials(ClientCredentials credentials) {
        fields.with("authentication", credentials.method())
                .with("token-endpoint-auth-signing-alg", orNothing(credentials.algorithm()))
                .with("jwks", keys(credentials.keys()))
                .withHidden("secret", sorted(credentials.secretDigests()));
        for (CertificateSubject.Kind kind : CertificateSubject.Kind.values()) {
            fields.with(
                    kind.key(),
                    orNothing(credentials
                            .certificateSubject()
                            .filter(subject -> subject.kind() == kind)
                            .map(CertificateSubject::value)));
        }
    }

    private static String keys(ClientKeys keys) {
        return switch (keys) {
            case ClientKeys.None() -> "";
            case ClientKeys.Registered(PublicKeys(String jwks)) -> jwks;
            case ClientKeys.Published(URI uri) -> uri.toString();
        };
    }

    private void logout(ClientLogout logout) {
        fields.with("post-logout-redirect-uris", logout.redirectUris().registered());
        logout("backchannel-logout", logout.backChannel());
        logout("frontchannel-logout", logout.frontChannel());
    }

    private void logout(String key, Optional<ClientLogout.Address> address) {
        fields.with(key + "-uri", orNothing(address.map(ClientLogout.Address::uri)))
                .with(
                        key + "-session-required",
                        address.map(ClientLogout.Address::sessionRequired).orElse(false));
    }

    private void flows(ClientFlows flows) {
        fields.with("response-types", sorted(flows.responseTypes()))
                .with("response-modes", sorted(flows.responseModes()))
                .with("grant-types", sorted(flows.grantTypes()))
                .with("require-pkce", flows.pkceRequired());
        signIn(flows.signIn());
        requests(flows.requests());
        exchange(flows.exchange());
        backchannel(flows.backchannel());
    }

    private void signIn(SignInDefaults defaults) {
        fields.with(
                        "default-max-age",
                        defaults.maxAge().map(Durations::describe).orElse("none"))
                .with("default-acr-values", defaults.acrValues())
                .with("require-auth-time", defaults.authTimeRequired());
    }

    private void requests(ClientRequests requests) {
        fields.with("require-signed-request-object", requests.signed())
                .with("require-pushed-authorization-requests", requests.pushed())
                .with("request-object-signing-alg", orNothing(requests.algorithm()))
                .with("request-uris", sorted(requests.uris()))
                .with("authorization-details-types", sorted(requests.detailTypes()));
    }

    private void exchange(ClientExchange exchange) {
        fields.with(
                        "token-exchange",
                        exchange.rules().stream().map(ClientFields::rule).toList())
                .with("may-act", orNothing(exchange.mayAct().map(ClientId::value)))
                .with(
                        "assertion-issuers",
                        exchange.issuers().stream().map(ClientFields::issuer).toList());
    }

    private static String issuer(AssertionIssuer issuer) {
        return issuer.issuer() + " by " + keys(issuer.keys()) + " " + sorted(issuer.algorithms())
                + " for at most " + Durations.describe(issuer.longest()) + ", sub: "
                + issuer.naming().name().toLowerCase(Locale.ROOT) + " " + sorted(issuer.subjects()) + ", audiences: "
                + sorted(issuer.audiences()) + ", permissions: " + permissions(issuer.permissions());
    }

    private static String rule(ExchangeRule rule) {
        return rule.audience() + " " + permissions(rule.permissions())
                + " for tokens of " + sorted(rule.subjectClients()) + " for " + sorted(rule.subjectAudiences())
                + (rule.idTokens() ? ", ID tokens too" : "") + ", actor: "
                + rule.acting().name().toLowerCase(Locale.ROOT);
    }

    private static String permissions(Optional<Scope> permissions) {
        return permissions.map(scope -> sorted(scope.values())).orElse("[all]");
    }

    private void backchannel(ClientBackchannel backchannel) {
        fields.with("backchannel-token-delivery-mode", backchannel.deliveryMode())
                .with("backchannel-client-notification-endpoint", orNothing(backchannel.notificationEndpoint()))
                .with("backchannel-authentication-request-signing-alg", orNothing(backchannel.algorithm()));
    }

    private static String apis(Map<Audience, Scope> apis) {
        Map<String, String> sorted = new TreeMap<>();
        apis.forEach((audience, permissions) -> sorted.put(audience.value(), sorted(permissions.values())));
        return sorted.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private void tokens(ClientTokens tokens) {
        fields.with("default-audience", orNothing(tokens.defaultAudience().map(Audience::value)));
        subjects(tokens.subjects());
        signing(tokens.signing());
        encryption(tokens.encryption());
        lifetimes(tokens.lifetimes());
        fields.with(
                        "front-channel-scope",
                        tokens.frontChannelScope()
                                .map(scope -> sorted(scope.values()))
                                .orElse("no limit"))
                .with("claims-in-id-token", tokens.claimsInIdToken());
        senderConstraint(tokens.senderConstraint());
    }

    private void subjects(ClientSubjects subjects) {
        fields.with("subject-type", subjects.type())
                .with("sector-identifier-uri", orNothing(subjects.sectorIdentifierUri()));
    }

    private void signing(ResponseSigning signing) {
        fields.with(ManifestKeys.ID_TOKEN_ALGORITHM, signing.idToken())
                .with(
                        "userinfo-signed-response-alg",
                        signing.userinfo().map(Object::toString).orElse("JSON"))
                .with("authorization-signed-response-alg", signing.authorization())
                .with("introspection-signed-response-alg", orNothing(signing.introspection()));
    }

    private void encryption(ResponseEncryption encryption) {
        encryption("id-token", encryption.idToken());
        encryption("userinfo", encryption.userinfo());
        encryption("authorization", encryption.authorization());
        encryption("introspection", encryption.introspection());
    }

    private void encryption(String of, Optional<JweAlgorithms> algorithms) {
        fields.with(of + "-encrypted-response-alg", orNothing(algorithms.map(JweAlgorithms::alg)))
                .with(of + "-encrypted-response-enc", orNothing(algorithms.map(JweAlgorithms::enc)));
    }

    private void lifetimes(TokenLifetimes lifetimes) {
        fields.with("id-token-lifetime", Durations.describe(lifetimes.idToken()))
                .with("access-token-lifetime", Durations.describe(lifetimes.accessToken()))
                .with("front-channel-access-token-lifetime", Durations.describe(lifetimes.frontChannelAccessToken()))
                .with("refresh-token-lifetime", Durations.describe(lifetimes.refreshToken()))
                .with("refresh-token-idle-lifetime", Durations.describe(lifetimes.refreshTokenIdle()));
    }

    private void senderConstraint(SenderConstraint constraint) {
        fields.with("dpop-bound-access-tokens", constraint.dpopBound())
                .with("dpop-nonce", constraint.dpopNonce())
                .with("tls-client-certificate-bound-access-tokens", constraint.certificateBound());
    }
}
