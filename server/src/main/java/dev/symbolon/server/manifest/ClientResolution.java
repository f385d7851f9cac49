package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Scope;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.check.ClientSetting;
import dev.symbolon.server.check.FeatureNeeds;
import dev.symbolon.server.check.ProfileRules;
import dev.symbolon.server.check.RegisteredClient;
import dev.symbolon.server.client.AssertionIssuer;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientExchange;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.ExchangeRule;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.Section;
import dev.symbolon.server.key.SecretDigests;
import dev.symbolon.server.manifest.DeclaredClient.Access;
import dev.symbolon.server.storage.Storage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Completes a declared client by what the database has, and checks it against the APIs that there will be. */
final class ClientResolution {

    private final Storage storage;
    private final SecretDigests digests;
    private final Features features;
    private final Map<Audience, Api> apis = new HashMap<>();

    /**
     * @param features what clients can ask for
     * @param declared the APIs that the manifest declares
     * @param removed the APIs that the manifest removes
     */
    ClientResolution(
            Storage storage, SecretDigests digests, Features features, List<Api> declared, List<Audience> removed) {
        this.storage = storage;
        this.digests = digests;
        this.features = features;
        storage.apis().all().forEach(api -> apis.put(api.audience(), api));
        removed.forEach(apis::remove);
        declared.forEach(api -> apis.put(api.audience(), api));
    }

    Client resolve(Declared<DeclaredClient> declared) {
        Section section = declared.section();
        Client client = declared.value().client();
        Map<Audience, Scope> permissions = permissions(declared.value().apis());
        checkTokens(section, client.tokens(), permissions);
        checkDetailTypes(section, client.flows().requests().detailTypes(), permissions);
        checkExchange(section, client.flows().exchange(), permissions);
        checkIssuers(section, client.flows().exchange(), permissions);
        Client resolved = new Client(
                client.id(),
                client.presentation(),
                credentials(section, declared.value()),
                client.redirectUris(),
                client.logout(),
                client.flows(),
                client.tokens(),
                permissions);
        checkServed(section, resolved);
        checkProfile(section, resolved);
        return resolved;
    }

    private void checkServed(Section section, Client client) {
        FeatureNeeds.unmet(client, features).forEach(need -> refuse(section, need.setting(), need.remedy()));
    }

    private void checkProfile(Section section, Client client) {
        List<Api> used = client.apis().keySet().stream()
                .flatMap(audience -> Optional.ofNullable(apis.get(audience)).stream())
                .toList();
        ProfileRules.broken(new RegisteredClient(client, used))
                .forEach(rule -> refuse(
                        section,
                        rule.setting(),
                        rule.remedy() + " by the profile " + client.profile() + " (" + rule.source() + ")"));
    }

    private static void refuse(Section client, ClientSetting setting, String remedy) {
        String key = setting.key();
        boolean ofTokens = key.startsWith(ClientSetting.TOKENS);
        Optional<Section> tokens = ofTokens ? client.section("tokens", ManifestKeys.TOKENS) : Optional.empty();
        tokens.ifPresentOrElse(
                section -> section.refuse(
                        ManifestKeys.asWritten(section, key.substring(ClientSetting.TOKENS.length())), remedy),
                () -> client.refuse(ofTokens ? "tokens" : key, remedy));
    }

    private ClientCredentials credentials(Section section, DeclaredClient declared) {
        ClientCredentials credentials = declared.client().credentials();
        if (!credentials.method().usesSecret()) {
            return credentials;
        }
        ClientCredentials stored = storage.clients()
                .find(declared.client().id())
                .map(Client::credentials)
                .orElse(credentials);
        boolean mustBeKept = credentials.method() == ClientAuthenticationMethod.CLIENT_SECRET_JWT;
        boolean suffices = !stored.secretDigests().isEmpty()
                && !(mustBeKept && stored.keptSecrets().isEmpty());
        if (declared.secrets().isEmpty()
                && !suffices
                && ManifestKeys.SECRETS.stream().noneMatch(section::has)) {
            section.refuse("secret", "is missing; write secret, secret-file, secret-env or secrets");
        }
        List<String> digested = declared.secrets().stream().map(digests::digest).toList();
        if (digested.isEmpty() || suffices && new HashSet<>(stored.secretDigests()).equals(new HashSet<>(digested))) {
            return credentials.withSecrets(stored.secretDigests(), mustBeKept ? stored.keptSecrets() : List.of());
        }
        List<String> kept =
                mustBeKept ? declared.secrets().stream().map(digests::kept).toList() : List.of();
        return credentials.withSecrets(digested, kept);
    }

    private Map<Audience, Scope> permissions(List<Declared<Access>> declared) {
        Map<Audience, Scope> permissions = new HashMap<>();
        for (Declared<Access> access : declared) {
            Audience audience = access.value().audience();
            Optional<Api> api = Optional.ofNullable(apis.get(audience));
            if (api.isEmpty()) {
                access.section().refuse("audience", "there is no such API, here or in the database");
            }
            api.ifPresent(found -> permissions.put(audience, permissions(access, found)));
        }
        return permissions;
    }

    private static Scope permissions(Declared<Access> access, Api api) {
        Scope asked = access.value().permissions().orElse(api.scope());
        asked.minus(api.scope())
                .values()
                .forEach(unknown -> access.section()
                        .refuse("permissions", unknown, "there is no such permission; the API has: " + api.scope()));
        return asked;
    }

    private void checkDetailTypes(Section client, Set<String> types, Map<Audience, Scope> permissions) {
        for (String type : types) {
            boolean isKnown = permissions.keySet().stream()
                    .flatMap(audience -> Optional.ofNullable(apis.get(audience)).stream())
                    .anyMatch(api -> api.detailType(type).isPresent());
            if (!isKnown) {
                client.refuse("authorization-details-types", type, "is a type of none of the client's apis");
            }
        }
    }

    /** A rule yields nothing but what the client is registered for. */
    private void checkExchange(Section client, ClientExchange exchange, Map<Audience, Scope> permissions) {
        for (ExchangeRule rule : exchange.rules()) {
            rule.subjectAudiences().stream()
                    .filter(audience -> !apis.containsKey(audience))
                    .forEach(unknown -> client.refuse(
                            "token-exchange",
                            "names " + unknown + ", and there is no such API, here or in the database"));
            Optional<Scope> registered = Optional.ofNullable(permissions.get(rule.audience()));
            Scope beyond = rule.permissions().orElse(Scope.empty()).minus(registered.orElse(Scope.empty()));
            if (registered.isEmpty()) {
                client.refuse("token-exchange", "is for " + rule.audience() + ", which is none of the client's apis");
            } else if (!beyond.isEmpty()) {
                client.refuse("token-exchange", "has what the client may not ask for: " + beyond);
            }
        }
    }

    private static void checkIssuers(Section client, ClientExchange exchange, Map<Audience, Scope> permissions) {
        Scope all = permissions.values().stream().reduce(Scope.empty(), Scope::plus);
        for (AssertionIssuer issuer : exchange.issuers()) {
            issuer.audiences().stream()
                    .filter(audience -> !permissions.containsKey(audience))
                    .forEach(other -> client.refuse(
                            "assertion-issuers", "is for " + other + ", which is none of the client's apis"));
            Scope beyond = issuer.permissions().orElse(Scope.empty()).minus(all);
            if (!beyond.isEmpty()) {
                client.refuse("assertion-issuers", "has what the client may not ask for: " + beyond);
            }
        }
    }

    private static void checkTokens(Section client, ClientTokens tokens, Map<Audience, Scope> permissions) {
        if (tokens.defaultAudience().isPresent()
                && !permissions.containsKey(tokens.defaultAudience().get())) {
            client.refuse("default-audience", "must be one of the client's apis");
        }
        Scope possible = permissions.values().stream().reduce(Scope.of(ApiReader.OPENID_SCOPES), Scope::plus);
        Scope beyond = tokens.frontChannelScope().orElse(Scope.empty()).minus(possible);
        if (!beyond.isEmpty()) {
            client.section("tokens", ManifestKeys.TOKENS)
                    .orElseThrow()
                    .refuse("front-channel-scope", "has what the client may not ask for: " + beyond);
        }
    }
}
