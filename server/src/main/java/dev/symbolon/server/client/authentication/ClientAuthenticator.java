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
import dev.symbolon.server.configuration.MtlsSettings;
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
    private final ClientCertificates certificates;
    private final List<ClientAuthenticationMethod> served;
    private final InstantSource clock;

    /**
     * What assertions are verified with.
     *
     * @param mtls says under which other address the provider is known
     */
    public record Assertions(
            Issuer issuer, MtlsSettings mtls, ClientSignatures signatures, UsedAssertions used, InstantSource clock) {}

    /** @param served the methods by which a client can prove who it is */
    public ClientAuthenticator(
            Clients clients,
            SecretDigests digests,
            Assertions assertions,
            ClientCertificates certificates,
            List<ClientAuthenticationMethod> served) {
        this.clients = clients;
        this.digests = digests;
        this.assertionVerifier = new AssertionVerifier(assertions.signatures(), digests, assertions.clock());
        this.assertionClaims =
                new AssertionClaims(assertions.issuer(), assertions.mtls(), assertions.used(), assertions.clock());
        this.certificates = certificates;
        this.served = List.copyOf(served);
        this.clock = assertions.clock();
    }

    /**
     * @param parameters of the request, wherever it carries them
     * @throws OAuthException {@code invalid_client}, also if two clients are named (FAPI 1 Baseline §5.2.2-19), or {@code invalid_request} if
     *     several methods are mixed
     */
    public Client authenticate(HttpRequest request, Parameters parameters) {
        Presented presented = presented(request.header("Authorization"), parameters);
        ClientId id = presented.credentials().client();
        if (parameters
                .one("client_id")
                .filter(named -> !named.equals(id.value()))
                .isPresent()) {
            throw refused("client_id is not the client " + id + " that authenticates");
        }
        Client client = clients.find(id).orElseThrow(() -> refused(clients.absence(id)));
        if (!served.contains(client.credentials().method())) {
            throw refused("the client " + id + " is registered for "
                    + client.credentials().method() + ", which is not served here");
        }
        if (!presented.methods().contains(client.credentials().method())) {
            throw refused("the client " + id + " is registered for "
                    + client.credentials().method() + ", not "
                    + presented.methods().getLast());
        }
        check(request, client, presented.credentials());
        return client;
    }

    private void check(HttpRequest request, Client client, PresentedCredentials credentials) {
        switch (credentials) {
            case PresentedCredentials.Nothing _ -> certificates.check(client, request.certificate());
            case PresentedCredentials.ASecret(ClientId id, Secret secret) -> {
                if (!isSecretOf(client, secret)) {
                    throw refused("the secret of the client " + id + " is wrong");
                }
            }
            case PresentedCredentials.AnAssertion(var _, String jwt) ->
                assertionClaims.check(client, assertionVerifier.claims(client, jwt));
        }
    }

    /** The client that the request says it comes from, whether or not that is true: for the log of refusals. */
    public Optional<ClientId> sender(HttpRequest request) {
        try {
            return named(request.header("Authorization"), request.parametersInFormOrJson());
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

    private record Presented(List<ClientAuthenticationMethod> methods, PresentedCredentials credentials) {}

    private static Presented presented(Optional<String> authorization, Parameters parameters) {
        List<Presented> found = new ArrayList<>();
        for (CredentialsReader reader : ClientAuthenticationMethods.ALL) {
            reader.read(authorization, parameters)
                    .ifPresent(credentials -> found.add(new Presented(reader.methods(), credentials)));
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
