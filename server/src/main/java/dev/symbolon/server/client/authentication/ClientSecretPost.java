package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Secret;
import java.util.List;
import java.util.Optional;

/** {@code client_secret_post}: id and secret as parameters of the form (RFC 6749 §2.3.1). */
final class ClientSecretPost implements CredentialsReader {

    @Override
    public List<ClientAuthenticationMethod> methods() {
        return List.of(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    }

    @Override
    public Optional<PresentedCredentials> read(Optional<String> authorization, Parameters parameters) {
        return parameters
                .one("client_secret")
                .map(secret -> new PresentedCredentials.ASecret(
                        parameters.required("client_id", ClientId::parse), Secret.of(secret)));
    }
}
