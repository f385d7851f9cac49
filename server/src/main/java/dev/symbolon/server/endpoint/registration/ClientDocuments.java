package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientCredentials;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.ClientPresentation;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.client.RedirectUris;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.configuration.MtlsSettings;
import dev.symbolon.server.configuration.RegistrationSettings.Allowance;
import dev.symbolon.server.configuration.RegistrationSettings.Documents;
import dev.symbolon.server.http.fetch.Expectation;
import dev.symbolon.server.http.fetch.FetchException;
import dev.symbolon.server.http.fetch.Fetched;
import dev.symbolon.server.http.fetch.Fetcher;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The registered applications, and those that nobody has registered: their {@code client_id} is the address of a document that says
 * what they are (draft-ietf-oauth-client-id-metadata-document). They have no secrets, and lead people nowhere but to where the
 * document is from, or to their own machine.
 */
public final class ClientDocuments implements Clients {

    private static final int MOST_CHARACTERS = 10_240;
    private static final int MOST_REMEMBERED = 1_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MOST_AT_ONCE = 50;

    /** For how long somebody waits for documents without which it goes on too. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Expectation DOCUMENT =
            Expectation.withoutRedirects("client_document", "a client's metadata document", Set.of("application/json"));

    private final Clients registered;
    private final Documents settings;
    private final Features features;
    private final Apis apis;
    private final Fetcher fetcher;
    private final Cache<Source, Client> read = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();

    /** What a client is read from. */
    private record Source(ClientId id, String document) {}

    public ClientDocuments(Clients registered, Documents settings, Features features, Apis apis, Fetcher fetcher) {
        this.registered = registered;
        this.settings = settings;
        this.features = features;
        this.apis = apis;
        this.fetcher = fetcher;
    }

    @Override
    public Optional<Client> find(ClientId id) {
        Optional<Client> known = registered.find(id);
        return known.isPresent() || !id.isAddress() ? known : documented(id);
    }

    private Optional<Client> documented(ClientId id) {
        try {
            return Optional.of(described(id));
        } catch (OAuthException | FetchException | JsonException e) {
            return Optional.empty();
        }
    }

    /** The same question as a moment ago has the same answer: neither documents nor failures are asked for again at once. */
    @Override
    public String absence(ClientId id) {
        if (!id.isAddress()) {
            return registered.absence(id);
        }
        try {
            described(id);
            return registered.absence(id);
        } catch (OAuthException e) {
            return "the client " + id + " cannot be known by its document: " + e.detail();
        } catch (FetchException | JsonException e) {
            return "the client " + id + " cannot be known by its document: " + e.getMessage();
        }
    }

    /** Its host may be away for a while. */
    @Override
    public boolean mayComeBack(ClientId id) {
        if (!id.isAddress()) {
            return false;
        }
        try {
            var _ = address(id);
            return true;
        } catch (OAuthException e) {
            return false;
        }
    }

    /** All documents are asked for at once; those that come later are there the next time. */
    @Override
    public List<Client> atHand(List<ClientId> ids) {
        List<Client> known = registered.atHand(ids);
        Set<ClientId> found = known.stream().map(Client::id).collect(Collectors.toSet());
        List<CompletableFuture<Optional<Client>>> documented = ids.stream()
                .filter(id -> id.isAddress() && !found.contains(id))
                .limit(MOST_AT_ONCE)
                .map(id -> CompletableFuture.supplyAsync(() -> documented(id), Thread::startVirtualThread)
                        .completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .toList();
        return Stream.concat(known.stream(), documented.stream().flatMap(client -> client.join().stream()))
                .toList();
    }

    @Override
    public List<Client> following(String name) {
        return registered.following(name);
    }

    @Override
    public long count() {
        return registered.count();
    }

    private Client described(ClientId id) {
        URI address = address(id);
        Fetched fetched = fetcher.get(address, DOCUMENT);
        try {
            return client(id, fetched);
        } catch (OAuthException | JsonException e) {
            return client(id, fetcher.renew(address, DOCUMENT));
        }
    }

    /** What is wrong with an address is wrong with a redirect URI too; and a document is none of many that one program makes. */
    private URI address(ClientId id) {
        URI address = RedirectUri.parse(id.value()).uri();
        if (address.getRawPath().isEmpty() || address.getRawQuery() != null) {
            throw refused("it must have a path, and no query");
        }
        if (!settings.admits(address.getHost())) {
            throw refused("documents of " + address.getHost() + " do not count here");
        }
        return address;
    }

    private Client client(ClientId id, Fetched fetched) {
        if (fetched.body().length() > MOST_CHARACTERS) {
            throw refused("it has more than " + MOST_CHARACTERS + " characters");
        }
        return read.get(new Source(id, fetched.body()), source -> client(id, JsonObject.parse(source.document())));
    }

    private Client client(ClientId id, JsonObject document) {
        if (!document.requiredString("client_id").equals(id.value())) {
            throw refused("its client_id is not its address");
        }
        if (document.has("client_secret") || document.has("client_secret_expires_at")) {
            throw refused("it must have no secret: everybody can read it");
        }
        JsonObject metadata = document.has("token_endpoint_auth_method")
                ? document
                : document.with("token_endpoint_auth_method", ClientAuthenticationMethod.NONE);
        ClientMetadata said = new ClientMetadata(
                metadata.without(SoftwareStatements.MEMBER),
                new Allowance(settings.apis(), Set.of(), false),
                MtlsSettings.OFF,
                features,
                apis,
                fetcher);
        ClientCredentials credentials = said.credentials();
        if (credentials.method().usesSecret()) {
            throw refused("token_endpoint_auth_method must be none or private_key_jwt");
        }
        Client client = said.client(id, credentials);
        checkOwn(client, "redirect_uris", client.redirectUris());
        checkOwn(client, "post_logout_redirect_uris", client.logout().redirectUris());
        checkOwn(client, "backchannel_logout_uri", client.logout().backChannel().map(ClientLogout.Address::uri));
        checkOwn(
                client,
                "frontchannel_logout_uri",
                client.logout().frontChannel().map(ClientLogout.Address::uri));
        checkOwn(client, "initiate_login_uri", client.presentation().initiateLogin());
        checkOwnSector(client);
        return unregistered(client);
    }

    /** Whoever can put a document on a host shall not send people from there to another one. */
    private static void checkOwn(Client client, String name, RedirectUris uris) {
        boolean own = uris.registered().stream()
                .allMatch(uri -> isOwn(client, uri) || uri.isLoopback() || uri.isCustomScheme());
        if (!own) {
            throw refused(name + " must be of the same origin as the document, or on the person's own machine");
        }
    }

    /** Nor send us there, have people's browsers tell another one of their sessions, or begin anew there what has expired here. */
    private static void checkOwn(Client client, String name, Optional<URI> address) {
        boolean own = address.map(uri -> new RedirectUri(uri.toString()))
                .filter(uri -> !isOwn(client, uri))
                .isEmpty();
        if (!own) {
            throw refused(name + " must be of the same origin as the document");
        }
    }

    private static boolean isOwn(Client client, RedirectUri uri) {
        return uri.origin().equals(new RedirectUri(client.id().value()).origin());
    }

    /** What it says may be another thing tomorrow, when it has tokens by which it could ask how people are called elsewhere. */
    private static void checkOwnSector(Client client) {
        String own = URI.create(client.id().value()).getHost().toLowerCase(Locale.ROOT);
        if (client.sector().filter(sector -> !sector.equals(own)).isPresent()) {
            throw refused("sector_identifier_uri must be of the same host as the document");
        }
    }

    /** People see whose word it is. */
    private static Client unregistered(Client client) {
        ClientPresentation presentation = client.presentation();
        return new Client(
                client.id(),
                presentation.describedAt(URI.create(client.id().value())),
                client.credentials(),
                client.redirectUris(),
                client.logout(),
                client.flows(),
                client.tokens(),
                client.apis());
    }
}
