package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.Parameters;
import java.util.List;
import java.util.Optional;

/** Reads the credentials of one kind out of a request. */
interface CredentialsReader {

    /** The methods that requests of this kind may be by: which one, the client's registration says. */
    List<ClientAuthenticationMethod> methods();

    /**
     * The credentials, if the request is of this kind.
     *
     * @param authorization the value of the Authorization header
     */
    Optional<PresentedCredentials> read(Optional<String> authorization, Parameters parameters);
}
