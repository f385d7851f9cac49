package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.LocalizedText;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientFlows;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.http.fetch.Fetcher;
import dev.symbolon.server.key.SecretDigests;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what an application says of itself (OIDC Registration §2, RFC 7591 §2). What is honoured is checked; what is not known here is
 * passed over, and does not stand in the answer.
 */
public final class MetadataReader {

    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_LANGUAGES = 20;
    private static final String NAME = "client_name";

    private final Apis apis;
    private final List<Audience> audiences;
    private final Fetcher fetcher;
    private final SecretDigests digests;
    private final SecureRandom random;

    /** @param audiences the APIs that applications which register themselves may ask for */
    public MetadataReader(
            Apis apis, List<Audience> audiences, Fetcher fetcher, SecretDigests digests, SecureRandom random) {
        this.apis = apis;
        this.audiences = List.copyOf(audiences);
        this.fetcher = fetcher;
        this.digests = digests;
        this.random = random;
    }

    /** @param newSecret to be told the application, now and never again */
    record Read(Client client, Optional<Secret> newSecret) {}

    /**
     * @param before what the application was registered for until now
     * @throws OAuthException {@code invalid_client_metadata} or {@code invalid_redirect_uri} with what is wrong
     */
    Read read(ClientId id, JsonObject metadata, Optional<Client> before) {
        try {
            return checked(id, metadata, before);
        } catch (JsonException e) {
            throw refused(e.getMessage());
        } catch (OAuthException e) {
            throw switch (e.error()) {
                case INVALID_REDIRECT_URI, INVALID_CLIENT_METADATA -> e;
                default -> refused(e.detail());
            };
        }
    }

    private Read checked(ClientId id, JsonObject metadata, Optional<Client> before) {
        ClientCredentials credentials = new CredentialsMetadata(metadata).read();
        ClientFlows flows = new FlowsMetadata(metadata, credentials).read();
        RedirectUriMetadata uris = new RedirectUriMetadata(metadata, flows);
        RedirectUris redirectUris = uris.redirectUris();
        TokensMetadata tokens = new TokensMetadata(metadata, redirectUris, fetcher);
        Optional<Secret> secret = newSecret(credentials, before);
        Client client = new Client(
                id,
                presentation(metadata, redirectUris),
                withSecrets(credentials, secret, before),
                redirectUris,
                ClientLogout.leadingTo(uris.postLogoutRedirectUris()),
                flows,
                tokens.read(),
                permissions());
        return new Read(client, secret);
    }

    private Optional<Secret> newSecret(ClientCredentials credentials, Optional<Client> before) {
        boolean suffices = before.map(Client::credentials)
                .filter(known -> !known.secretDigests().isEmpty())
                .filter(known -> credentials.method() != ClientAuthenticationMethod.CLIENT_SECRET_JWT
                        || !known.keptSecrets().isEmpty())
                .isPresent();
        return credentials.method().usesSecret() && !suffices
                ? Optional.of(Secret.of(RandomText.of(random, 48)))
                : Optional.empty();
    }

    private ClientCredentials withSecrets(
            ClientCredentials credentials, Optional<Secret> secret, Optional<Client> before) {
        if (!credentials.method().usesSecret()) {
            return credentials;
        }
        boolean mustBeKept = credentials.method() == ClientAuthenticationMethod.CLIENT_SECRET_JWT;
        return secret.map(fresh -> credentials.withSecrets(
                        List.of(digests.digest(fresh)), mustBeKept ? List.of(digests.kept(fresh)) : List.of()))
                .orElseGet(() -> {
                    ClientCredentials known = before.orElseThrow().credentials();
                    return credentials.withSecrets(known.secretDigests(), mustBeKept ? known.keptSecrets() : List.of());
                });
    }

    private static ClientPresentation presentation(JsonObject metadata, RedirectUris redirectUris) {
        Map<String, String> names = new HashMap<>();
        for (String member : metadata.names()) {
            if (member.equals(NAME) || member.startsWith(NAME + "#")) {
                metadata.string(member).ifPresent(text -> names.put(language(member), name(text)));
            }
        }
        names.putIfAbsent("", fallbackName(names, redirectUris));
        if (names.size() > MOST_LANGUAGES) {
            throw refused(NAME + " must be in at most " + MOST_LANGUAGES + " languages");
        }
        return new ClientPresentation(
                new LocalizedText(names), metadata.string("client_uri").map(WebUri::parse), false);
    }

    private static String language(String member) {
        String language = member.equals(NAME) ? "" : member.substring(NAME.length() + 1);
        if (!language.matches("([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4})?")) {
            throw refused(NAME + "# must be followed by a language tag, such as de");
        }
        return language;
    }

    private static String name(String text) {
        if (text.isBlank() || text.length() > MOST_CHARACTERS || text.chars().anyMatch(Character::isISOControl)) {
            throw refused(NAME + " must have 1 to " + MOST_CHARACTERS + " characters on one line");
        }
        return text.strip();
    }

    /** Somebody who has no name is called after where they are. */
    private static String fallbackName(Map<String, String> names, RedirectUris redirectUris) {
        return names.values().stream()
                .findFirst()
                .or(() -> redirectUris.registered().stream().findFirst().map(RedirectUri::origin))
                .orElse("?");
    }

    private Map<Audience, Scope> permissions() {
        Map<Audience, Scope> permissions = new HashMap<>();
        new LinkedHashSet<>(audiences)
                .forEach(audience ->
                        apis.find(audience).map(Api::scope).ifPresent(scope -> permissions.put(audience, scope)));
        return permissions;
    }
}
