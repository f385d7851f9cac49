package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.jose.MacAlgorithm;
import dev.symbolon.protocol.jose.UnverifiedJwt;
import java.util.List;
import java.util.Optional;

/**
 * Reads a JWT that is to authenticate a client out of a request (RFC 7523 §2.2). Which of the two methods it is for, its header
 * tells; whether the client is registered for that one is checked afterwards.
 */
record Assertions(ClientAuthenticationMethod method) implements CredentialsReader {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    @Override
    public List<ClientAuthenticationMethod> methods() {
        return List.of(method);
    }

    @Override
    public Optional<PresentedCredentials> read(Optional<String> authorization, Parameters parameters) {
        Optional<String> assertion = parameters.one("client_assertion");
        if (assertion.isEmpty()) {
            return Optional.empty();
        }
        if (!parameters.required("client_assertion_type").equals(TYPE)) {
            throw OAuthException.invalidRequest("client_assertion_type must be " + TYPE);
        }
        UnverifiedJwt jwt = UnverifiedJwt.parse(assertion.get())
                .orElseThrow(() -> new OAuthException(ErrorCode.INVALID_CLIENT, "the client_assertion is no JWT"));
        return method == methodOf(jwt)
                ? Optional.of(new PresentedCredentials.AnAssertion(ClientId.parse(jwt.claim("sub")), assertion.get()))
                : Optional.empty();
    }

    private static ClientAuthenticationMethod methodOf(UnverifiedJwt jwt) {
        return MacAlgorithm.find(jwt.algorithm()).isPresent()
                ? ClientAuthenticationMethod.CLIENT_SECRET_JWT
                : ClientAuthenticationMethod.PRIVATE_KEY_JWT;
    }
}
