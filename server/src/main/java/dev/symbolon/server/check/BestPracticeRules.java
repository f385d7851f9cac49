package dev.symbolon.server.check;

import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.ResponseType.Part;
import dev.symbolon.server.client.Client;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What RFC 9700 and OAuth 2.1 want of every client, as far as the provider does not see to it by itself. */
final class BestPracticeRules {

    private static final Set<String> BY_SECRETS =
            Set.of("client_secret_basic", "client_secret_post", "client_secret_jwt");

    static final List<ClientRule> ALL = List.of(
            new ClientRule(
                    "RFC 9700 §2.1.1, OAuth 2.1 §4.1.1",
                    ClientSetting.REQUIRE_PKCE,
                    of(client -> client.flows().pkceRequired() || !yields(client, Part.CODE)),
                    "should be true, so that no code can be used in another login"),
            new ClientRule(
                    "RFC 9700 §2.1.2, OAuth 2.1 §10.1",
                    ClientSetting.RESPONSE_TYPES,
                    of(client -> !yields(client, Part.TOKEN)),
                    "should have none with token, so that no access token goes through the browser"),
            new ClientRule(
                    "RFC 9700 §2.2.1",
                    ClientSetting.DPOP_BOUND,
                    of(client -> client.tokens().senderConstraint().isBound() || hasNoFlows(client)),
                    "should be true, so that a stolen token is worth nothing"),
            new ClientRule(
                    "RFC 9700 §2.5, OAuth 2.1 §2.4",
                    ClientSetting.AUTHENTICATION,
                    of(client ->
                            !BY_SECRETS.contains(client.credentials().method().value())),
                    "should be private_key_jwt, so that the provider keeps nothing by which somebody could pass for the client"),
            new ClientRule(
                    "RFC 9700 §2.6",
                    ClientSetting.REDIRECT_URIS,
                    redirectUris(uri -> !uri.isInsecure()),
                    "must begin with https:// unless they lead to this machine"),
            new ClientRule(
                    "OAuth 2.1 §8.4.2, RFC 8252 §8.3",
                    ClientSetting.REDIRECT_URIS,
                    redirectUris(BestPracticeRules::isNotLocalhost),
                    "should name 127.0.0.1 or [::1] in place of localhost, which may lead to another machine"));

    private BestPracticeRules() {}

    private static Predicate<RegisteredClient> of(Predicate<Client> kept) {
        return registered -> kept.test(registered.client());
    }

    private static Predicate<RegisteredClient> redirectUris(Predicate<RedirectUri> kept) {
        return of(client -> client.redirectUris().registered().stream().allMatch(kept));
    }

    private static boolean yields(Client client, ResponseType.Part part) {
        return client.flows().responseTypes().stream().anyMatch(type -> type.includes(part));
    }

    /** An API that introspects gets no tokens. */
    private static boolean hasNoFlows(Client client) {
        return client.flows().grantTypes().isEmpty();
    }

    private static boolean isNotLocalhost(RedirectUri uri) {
        return uri.isCustomScheme() || !"localhost".equalsIgnoreCase(uri.uri().getHost());
    }
}
