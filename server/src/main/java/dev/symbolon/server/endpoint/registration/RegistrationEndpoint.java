package dev.symbolon.server.endpoint.registration;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.protocol.Secret;
import dev.symbolon.protocol.json.JsonException;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.audit.Audit;
import dev.symbolon.server.audit.AuditEvent;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.client.Registrations;
import dev.symbolon.server.client.Registrations.Registration;
import dev.symbolon.server.configuration.RegistrationSettings;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.key.SecretDigests;
import dev.symbolon.server.key.SigningKeys;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * {@code /oidc/register} (RFC 7591 §3, OIDC Registration §3; RFC 7592 §2): POST registers an application; GET, PUT and DELETE are
 * for the application itself, which {@code client_id} in the query names and the registration access token proves.
 */
public final class RegistrationEndpoint implements Endpoint {

    private static final String SCHEME = "Bearer ";

    private final Issuer issuer;
    private final RegistrationSettings settings;
    private final Clients clients;
    private final Registrations registrations;
    private final MetadataReader reader;
    private final SecretDigests digests;
    private final SigningKeys signingKeys;
    private final Surroundings surroundings;

    /** Where applications are kept. */
    public record Stores(Clients clients, Registrations registrations) {}

    /** What happens is told there, then; and what nobody may guess comes from there. */
    public record Surroundings(Audit audit, InstantSource clock, SecureRandom random) {}

    /** What secrets are kept by, and what will sign for the applications. */
    public record Keys(SecretDigests digests, SigningKeys signingKeys) {}

    public RegistrationEndpoint(
            Issuer issuer,
            RegistrationSettings settings,
            Stores stores,
            MetadataReader reader,
            Keys keys,
            Surroundings surroundings) {
        this.issuer = issuer;
        this.settings = settings;
        this.clients = stores.clients();
        this.registrations = stores.registrations();
        this.reader = reader;
        this.digests = keys.digests();
        this.signingKeys = keys.signingKeys();
        this.surroundings = surroundings;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        return switch (request.method()) {
            case "POST" -> register(request);
            case "PUT" -> replace(request);
            case "DELETE" -> remove(request);
            default -> read(request);
        };
    }

    /** An endpoint whose refusals of tokens say what kind of token is needed (RFC 6750 §3). */
    public static Endpoint challenging(Endpoint endpoint) {
        return request -> {
            HttpResponse response = endpoint.handle(request);
            return response.status() == ErrorCode.INVALID_TOKEN.status()
                    ? response.withHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                    : response;
        };
    }

    private HttpResponse register(HttpRequest request) {
        if (!settings.open()) {
            checkInitialAccessToken(bearer(request));
        }
        JsonObject metadata = metadata(request);
        ClientId id = new ClientId(RandomText.of(surroundings.random(), 16));
        Secret token = Secret.random(surroundings.random());
        MetadataReader.Read read = reader.read(id, metadata, Optional.empty());
        Registration registration =
                new Registration(digests.digest(token), surroundings.clock().instant());
        if (!registrations.add(read.client(), registration, settings.mostClients())) {
            throw new OAuthException(
                    ErrorCode.ACCESS_DENIED, "there are as many registered applications as there may be");
        }
        prepare(read.client());
        surroundings.audit().record(new AuditEvent.ClientRegistered(id, request.remoteAddress()));
        return answer(201, read, token, registration);
    }

    /** Whoever signs in with it first must not have to wait for a key, nor a node that has none refuse the token. */
    private void prepare(Client client) {
        signingKeys.prepare(client.tokens().signing().algorithms());
    }

    private void checkInitialAccessToken(Secret presented) {
        if (!settings.initialAccessToken().filter(presented::equals).isPresent()) {
            throw new OAuthException(ErrorCode.INVALID_TOKEN, "the initial access token is not the right one");
        }
    }

    private HttpResponse read(HttpRequest request) {
        Own own = own(request);
        return answer(200, new MetadataReader.Read(own.client(), Optional.empty()), own.token(), own.registration());
    }

    private HttpResponse replace(HttpRequest request) {
        Own own = own(request);
        JsonObject metadata = metadata(request);
        checkUpdate(own.client(), metadata);
        MetadataReader.Read read = reader.read(own.client().id(), metadata, Optional.of(own.client()));
        if (!registrations.replace(read.client())) {
            throw unknown();
        }
        prepare(read.client());
        surroundings.audit().record(new AuditEvent.ClientChanged(own.client().id()));
        return answer(200, read, own.token(), own.registration());
    }

    /** What names the client must be right, and what only the provider says must not be there (RFC 7592 §2.2). */
    private void checkUpdate(Client client, JsonObject metadata) {
        if (!metadata.string("client_id").filter(client.id().value()::equals).isPresent()) {
            throw refused("client_id must be the one that was registered");
        }
        boolean knowsSecret = metadata.string("client_secret")
                .map(Secret::of)
                .map(secret -> client
                        .credentials()
                        .secretDigests(surroundings.clock().instant())
                        .stream()
                        .anyMatch(digest -> digests.matches(secret, digest)))
                .orElse(true);
        if (!knowsSecret) {
            throw refused("client_secret is not the one of the client, and cannot be chosen");
        }
        for (String name : MetadataWriter.OF_THE_PROVIDER) {
            if (metadata.has(name)) {
                throw refused(name + " is not for the client to set");
            }
        }
    }

    private HttpResponse remove(HttpRequest request) {
        ClientId id = own(request).client().id();
        registrations.remove(id);
        surroundings.audit().record(new AuditEvent.ClientRemoved(id));
        return HttpResponse.of(204).uncached();
    }

    /** An application that has proved that it registered itself. */
    private record Own(Client client, Registration registration, Secret token) {}

    private Own own(HttpRequest request) {
        Secret token = bearer(request);
        ClientId id = Parameters.parse(request.query()).required("client_id", ClientId::parse);
        Registration registration = registrations
                .find(id)
                .filter(found -> digests.matches(token, found.tokenDigest()))
                .orElseThrow(RegistrationEndpoint::unknown);
        return new Own(clients.find(id).orElseThrow(RegistrationEndpoint::unknown), registration, token);
    }

    private static Secret bearer(HttpRequest request) {
        return request.header("Authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> Secret.of(value.substring(SCHEME.length()).trim()))
                .orElseThrow(() -> new OAuthException(ErrorCode.INVALID_TOKEN, "a Bearer token is needed here"));
    }

    private static OAuthException unknown() {
        return new OAuthException(
                ErrorCode.INVALID_TOKEN, "the registration access token is not one of this client_id");
    }

    private static JsonObject metadata(HttpRequest request) {
        if (!request.contentType().equals("application/json")) {
            throw refused("the Content-Type must be application/json");
        }
        try {
            return JsonObject.parse(request.body());
        } catch (JsonException e) {
            throw refused(e.getMessage());
        }
    }

    static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_CLIENT_METADATA, detail);
    }

    private HttpResponse answer(int status, MetadataReader.Read read, Secret token, Registration registration) {
        ClientId id = read.client().id();
        JsonObject issued = MetadataWriter.issued(
                read.newSecret(),
                token,
                issuer.resolve("/oidc/register?client_id=" + id.value()),
                registration.registeredAt());
        return HttpResponse.json(
                        status,
                        JsonObject.empty().with("client_id", id).with(issued).with(MetadataWriter.write(read.client())))
                .uncached();
    }
}
