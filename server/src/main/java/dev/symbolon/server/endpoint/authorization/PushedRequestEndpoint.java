package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.JwkThumbprint;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.client.authentication.ClientAuthenticator;
import dev.symbolon.server.endpoint.authorization.rule.AuthorizationRules;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.token.ProofOfPossession;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /oauth/par} (RFC 9126): takes an authorization request from the client itself, checks it, and gives it an address. */
public final class PushedRequestEndpoint implements Endpoint {

    private static final List<String> OF_AUTHENTICATION =
            List.of("client_secret", "client_assertion", "client_assertion_type");

    private final ClientAuthenticator clientAuthenticator;
    private final Clients clients;
    private final Submissions submissions;
    private final PushedRequests pushedRequests;
    private final RequestReader requests;
    private final ProofOfPossession possession;

    public PushedRequestEndpoint(
            ClientAuthenticator clientAuthenticator,
            Clients clients,
            RequestReader requests,
            Submissions submissions,
            PushedRequests pushedRequests,
            ProofOfPossession possession) {
        this.clientAuthenticator = clientAuthenticator;
        this.clients = clients;
        this.submissions = submissions;
        this.pushedRequests = pushedRequests;
        this.requests = requests;
        this.possession = possession;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Parameters sent = request.parameters();
        sent.refuseRepeated(Set.of("resource"));
        Client client = clientAuthenticator.authenticate(request, sent);
        Submission submission = submissions.readPushed(client, ownParameters(client, sent));
        submission.checkSigned(client.flows().requests());
        Parameters bound = bound(submission.parameters(), possession.proven(request, client));
        check(bound);
        JsonObject answer = JsonObject.empty()
                .with("request_uri", pushedRequests.push(client, bound))
                .with("expires_in", PushedRequests.LIFETIME.toSeconds());
        return possession.withNextNonce(HttpResponse.json(201, answer).uncached(), client);
    }

    /** A proof says by itself which key the code is for; {@code dpop_jkt} must say the same then (RFC 9449 §10.1). */
    private Parameters bound(Parameters parameters, Optional<JwkThumbprint> proven) {
        if (proven.isEmpty()) {
            return parameters;
        }
        if (possession
                .announced(parameters)
                .filter(jkt -> !jkt.matches(proven.get()))
                .isPresent()) {
            throw new OAuthException(
                    ErrorCode.INVALID_DPOP_PROOF, "dpop_jkt is another key than the one that is proved");
        }
        return parameters.without("dpop_jkt").with("dpop_jkt", proven);
    }

    /** Those of the request: what authenticates the client goes no further. */
    private static Parameters ownParameters(Client client, Parameters sent) {
        Parameters own = sent.without("client_id").with("client_id", client.id().value());
        for (String name : OF_AUTHENTICATION) {
            own = own.without(name);
        }
        return own;
    }

    /** Whatever would be refused later is refused now, where the client hears of it itself. */
    private void check(Parameters parameters) {
        switch (Destination.of(clients, parameters)) {
            case Destination.Unknown unknown -> throw OAuthException.invalidRequest(unknown.detail());
            case Destination.Known(Client client, ResponseTarget target) -> {
                AuthorizationRequest request = requests.read(parameters, client, target);
                AuthorizationRules.PUSHED.forEach(rule -> rule.check(request, client));
            }
        }
    }
}
