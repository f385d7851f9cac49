package dev.symbolon.server.endpoint.token;

import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.token.Confirmation;
import dev.symbolon.protocol.token.TokenResponse;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.authentication.ClientAuthenticator;
import dev.symbolon.server.endpoint.Protections;
import dev.symbolon.server.http.Endpoint;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.token.ProofOfPossession;
import java.util.Set;

/** {@code /oauth/token} (RFC 6749 §3.2): authenticates the client and gives it what its grant is worth. */
public final class TokenEndpoint implements Endpoint {

    private final ClientAuthenticator clientAuthenticator;
    private final ProofOfPossession possession;
    private final Grants grants;
    private final Protections protections;

    public TokenEndpoint(
            ClientAuthenticator clientAuthenticator,
            ProofOfPossession possession,
            Grants grants,
            Protections protections) {
        this.clientAuthenticator = clientAuthenticator;
        this.possession = possession;
        this.grants = grants;
        this.protections = protections;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        Parameters parameters = request.parametersInFormOrJson();
        parameters.refuseRepeated(Set.of("resource"));
        Client client = clientAuthenticator.authenticate(request, parameters);
        GrantType type = parameters.required("grant_type", GrantType::parse);
        Grant grant = grants.find(type)
                .orElseThrow(() -> new OAuthException(
                        ErrorCode.UNSUPPORTED_GRANT_TYPE, "grant_type " + type + " is not served here"));
        if (!client.mayUse(type)) {
            throw new OAuthException(
                    ErrorCode.UNAUTHORIZED_CLIENT, "the client is not registered for the grant type " + type);
        }
        protections.check(client);
        Confirmation binding = possession.of(request, client);
        TokenResponse response = grant.redeem(new TokenRequest(client, parameters, binding));
        return possession.withNextNonce(
                HttpResponse.json(200, response.toJson()).uncached(), client);
    }
}
