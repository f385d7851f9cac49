package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import java.util.Optional;

/** {@code none}: a public client only says who it is (OIDC Core §9, RFC 6749 §3.2.1). */
final class NoAuthentication implements CredentialsReader {

    @Override
    public ClientAuthenticationMethod method() {
        return ClientAuthenticationMethod.NONE;
    }

    @Override
    public Optional<PresentedCredentials> read(Optional<String> authorization, Parameters parameters) {
        boolean nothingElse = authorization.isEmpty()
                && parameters.one("client_secret").isEmpty()
                && parameters.one("client_assertion").isEmpty();
        return nothingElse
                ? parameters.optional("client_id", ClientId::parse).map(PresentedCredentials.Nothing::new)
                : Optional.empty();
    }
}
