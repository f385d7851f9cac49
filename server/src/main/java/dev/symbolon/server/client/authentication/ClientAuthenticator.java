package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.key.SecretDigests;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out which client sent a request, and whether it is the one (RFC 6749 §2.3): by exactly one method, which is the one that
 * the client is registered for.
 */
public final class ClientAuthenticator {

    private final Clients clients;
    private final SecretDigests digests;
    private final AssertionVerifier assertionVerifier;
    private final AssertionClaims assertionClaims;
    private final InstantSource clock;

    /** What assertions are verified with. */
    public record Assertions(Issuer issuer, ClientSignatures signatures, UsedAssertions used, InstantSource clock) {}

    public ClientAuthenticator(Clients clients, SecretDigests digests, Assertions assertions) {
        this.clients = clients;
        this.digests = digests;
        this.assertionVerifier = new AssertionVerifier(assertions.signatures(), digests, assertions.clock());
        this.assertionClaims = new AssertionClaims(assertions.issuer(), assertions.used(), assertions.clock());
        this.clock = assertions.clock();
    }

    /**
     * @param parameters of the request, wherever it carries them
     * @throws OAuthException {@code invalid_client}, or {@code invalid_request} if several methods are mixed
     */
    public Client authenticate(HttpRequest request, Parameters parameters) {
        Presented presented = presented(request.header("Authorization"), parameters);
        ClientId id = presented.credentials().client();
        if (parameters
                .one("client_id")
                .filter(named -> !named.equals(id.value()))
                .isPresent()) {
            throw OAuthException.invalidRequest("client_id is not the client that authenticates");
        }
        Client client = clients.find(id).orElseThrow(() -> refused(clients.absence(id)));
        if (client.credentials().method() != presented.method()) {
            throw refused("the client " + id + " is registered for "
                    + client.credentials().method() + ", not " + presented.method());
        }
        check(client, presented.credentials());
        return client;
    }

    private void check(Client client, PresentedCredentials credentials) {
        switch (credentials) {
            case PresentedCredentials.Nothing _ -> {
                // Whoever is registered for it says so, and proves nothing.
            }
            case PresentedCredentials.ASecret(ClientId id, Secret secret) -> {
                if (!isSecretOf(client, secret)) {
                    throw refused("the secret of the client " + id + " is wrong");
                }
            }
            case PresentedCredentials.AnAssertion(ClientId id, String jwt) ->
                assertionClaims.check(id, assertionVerifier.claims(client, jwt));
        }
    }

    /** The client that the request says it comes from, whether or not that is true: for the log of refusals. */
    public Optional<ClientId> sender(HttpRequest request) {
        try {
            return named(request.header("Authorization"), request.parameters());
        } catch (OAuthException e) {
            return Optional.empty();
        }
    }

    private static Optional<ClientId> named(Optional<String> authorization, Parameters parameters) {
        return ClientAuthenticationMethods.ALL.stream()
                .flatMap(reader -> reader.read(authorization, parameters).stream())
                .map(PresentedCredentials::client)
                .findFirst();
    }

    private record Presented(ClientAuthenticationMethod method, PresentedCredentials credentials) {}

    private static Presented presented(Optional<String> authorization, Parameters parameters) {
        List<Presented> found = new ArrayList<>();
        for (CredentialsReader reader : ClientAuthenticationMethods.ALL) {
            reader.read(authorization, parameters)
                    .ifPresent(credentials -> found.add(new Presented(reader.method(), credentials)));
        }
        if (found.size() > 1) {
            throw OAuthException.invalidRequest("the client must authenticate by one method only");
        }
        if (found.isEmpty()) {
            throw refused("the request says nothing of the client that sent it");
        }
        return found.getFirst();
    }

    private boolean isSecretOf(Client client, Secret secret) {
        return client.credentials().secretDigests(clock.instant()).stream()
                .anyMatch(digest -> digests.matches(secret, digest));
    }

    private static OAuthException refused(String detail) {
        return new OAuthException(ErrorCode.INVALID_CLIENT, detail);
    }
}
