package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Parameters;
import java.util.Optional;

/** Reads the credentials of one client authentication method out of a request. */
interface CredentialsReader {

    ClientAuthenticationMethod method();

    /**
     * The credentials, if the request uses this method.
     *
     * @param authorization the value of the Authorization header
     */
    Optional<PresentedCredentials> read(Optional<String> authorization, Parameters parameters);
}
