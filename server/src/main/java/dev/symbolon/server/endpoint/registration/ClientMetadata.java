package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ResponseType;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.check.ProfileRules;
import dev.symbolon.server.check.RegisteredClient;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientSubjects;
import dev.symbolon.server.client.ClientTokens;
import dev.symbolon.server.client.Profile;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.client.authentication.ClientAuthenticationMethods;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.configuration.RegistrationSettings.Allowance;
import dev.symbolon.server.http.fetch.Fetcher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an application says of itself, wherever it says so: what is honoured is checked, and what is not known is passed over. */
record ClientMetadata(
        JsonObject metadata, Allowance allowance, MtlsSettings mtls, Features features, Apis apis, Fetcher fetcher) {

    /** Without secrets: those are the provider's to make. */
    ClientCredentials credentials() {
        return new CredentialsMetadata(metadata, ClientAuthenticationMethods.served(mtls, features), profile()).read();
    }

    private Profile profile() {
        return metadata.string("security_profile").map(Profile::parse).orElse(Profile.NONE);
    }

    Client client(ClientId id, ClientCredentials credentials) {
        ClientFlows flows =
                new FlowsMetadata(metadata, credentials, allowance.grantTypes(), detailTypes(), profile()).read();
        RedirectUriMetadata uris = new RedirectUriMetadata(metadata, flows);
        RedirectUris redirectUris = uris.redirectUris();
        ClientSubjects subjects = new SubjectsMetadata(metadata, credentials, flows, redirectUris, fetcher).read();
        ClientTokens tokens = new TokensMetadata(metadata, credentials, subjects, profile()).read();
        checkBinding(tokens, flows);
        return keepingProfile(new Client(
                id,
                new PresentationMetadata(metadata, redirectUris, allowance.logos()).read(),
                credentials,
                redirectUris,
                new LogoutMetadata(metadata, redirectUris).read(uris.postLogoutRedirectUris()),
                flows,
                tokens,
                permissions()));
    }

    private Client keepingProfile(Client client) {
        List<Api> used = client.apis().keySet().stream()
                .flatMap(audience -> apis.find(audience).stream())
                .toList();
        ProfileRules.broken(new RegisteredClient(client, used)).stream()
                .findFirst()
                .ifPresent(rule -> {
                    throw RegistrationEndpoint.refused(rule.setting().metadata() + " " + rule.remedy()
                            + " by the profile " + client.profile() + " (" + rule.source() + ")");
                });
        return client;
    }

    /** What cannot be honoured is refused: whoever asks for bound tokens must not be given others. */
    private void checkBinding(ClientTokens tokens, ClientFlows flows) {
        if (!tokens.senderConstraint().certificateBound()) {
            return;
        }
        if (!mtls.isOn()) {
            throw refused("tls_client_certificate_bound_access_tokens is not served here");
        }
        if (flows.responseTypes().stream().anyMatch(type -> type.includes(ResponseType.Part.TOKEN))) {
            throw refused("tls_client_certificate_bound_access_tokens goes with no response type with token:"
                    + " the authorization endpoint does not see the certificate");
        }
    }

    private Set<String> detailTypes() {
        return allowance.apis().stream()
                .flatMap(audience -> apis.find(audience).stream())
                .flatMap(api -> api.detailTypes().stream())
                .map(DetailType::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Map<Audience, Scope> permissions() {
        Map<Audience, Scope> permissions = new HashMap<>();
        allowance
                .apis()
                .forEach(audience ->
                        apis.find(audience).map(Api::scope).ifPresent(scope -> permissions.put(audience, scope)));
        return permissions;
    }
}
