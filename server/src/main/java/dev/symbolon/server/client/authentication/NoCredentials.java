package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Parameters;
import java.util.List;
import java.util.Optional;

/**
 * The request only says whose it is: {@code none} for a public client (OIDC Core §9, RFC 6749 §3.2.1), {@code tls_client_auth} and
 * {@code self_signed_tls_client_auth} if the connection says the rest (RFC 8705 §2).
 */
final class NoCredentials implements CredentialsReader {

    @Override
    public List<ClientAuthenticationMethod> methods() {
        return List.of(
                ClientAuthenticationMethod.TLS_CLIENT_AUTH,
                ClientAuthenticationMethod.SELF_SIGNED_TLS_CLIENT_AUTH,
                ClientAuthenticationMethod.NONE);
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
