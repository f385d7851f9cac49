package dev.symbolon.server.endpoint.discovery;

import dev.symbolon.protocol.ClientAuthenticationMethod;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.ResponseMode;
import java.util.List;

/**
 * What the lists of the other packages say that there is.
 *
 * @param claimsParameter whether clients may ask claim by claim
 */
public record Served(
        List<GrantType> grantTypes,
        List<ResponseMode> responseModes,
        List<ClientAuthenticationMethod> clientAuthenticationMethods,
        boolean claimsParameter) {

    /** Whether authorization responses can be had as signed JWTs (JARM). */
    boolean signsResponses() {
        return responseModes.stream().anyMatch(ResponseMode::isSigned);
    }
}
