package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import java.util.List;

/** The client authentication methods that are served. */
public final class ClientAuthenticationMethods {

    static final List<CredentialsReader> ALL =
            List.of(new ClientSecretBasic(), new ClientSecretPost(), new NoAuthentication());

    private ClientAuthenticationMethods() {}

    public static List<ClientAuthenticationMethod> all() {
        return ALL.stream().map(CredentialsReader::method).toList();
    }
}
