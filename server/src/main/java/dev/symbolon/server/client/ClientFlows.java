package dev.symbolon.server.client;

import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.ResponseMode;
import dev.symbolon.protocol.ResponseType;
import java.util.Set;

/**
 * The flows that an application may use.
 *
 * @param responseModes those that it may name
 * @param pkceRequired whether every code must be bound by a challenge; always so for public clients
 * @param signIn what is wanted of a sign-in where a request does not say
 * @param requests how it may send its requests
 * @param exchange what it may exchange for tokens
 * @param backchannel how it asks people who are somewhere else
 */
public record ClientFlows(
        Set<GrantType> grantTypes,
        Set<ResponseType> responseTypes,
        Set<ResponseMode> responseModes,
        boolean pkceRequired,
        SignInDefaults signIn,
        ClientRequests requests,
        ClientExchange exchange,
        ClientBackchannel backchannel) {

    public ClientFlows {
        grantTypes = Set.copyOf(grantTypes);
        responseTypes = Set.copyOf(responseTypes);
        responseModes = Set.copyOf(responseModes);
    }

    /** The flows of an application that wants nothing of a sign-in but what its requests say, and sends these as it likes. */
    public ClientFlows(
            Set<GrantType> grantTypes,
            Set<ResponseType> responseTypes,
            Set<ResponseMode> responseModes,
            boolean pkceRequired) {
        this(
                grantTypes,
                responseTypes,
                responseModes,
                pkceRequired,
                SignInDefaults.NONE,
                ClientRequests.USUAL,
                ClientExchange.NONE,
                ClientBackchannel.POLLING);
    }

    /** The flows of an application that asks nobody who is somewhere else. */
    public ClientFlows(
            Set<GrantType> grantTypes,
            Set<ResponseType> responseTypes,
            Set<ResponseMode> responseModes,
            boolean pkceRequired,
            SignInDefaults signIn,
            ClientRequests requests,
            ClientExchange exchange) {
        this(
                grantTypes,
                responseTypes,
                responseModes,
                pkceRequired,
                signIn,
                requests,
                exchange,
                ClientBackchannel.POLLING);
    }

    public ClientFlows with(SignInDefaults others) {
        return new ClientFlows(
                grantTypes, responseTypes, responseModes, pkceRequired, others, requests, exchange, backchannel);
    }

    public ClientFlows with(ClientRequests others) {
        return new ClientFlows(
                grantTypes, responseTypes, responseModes, pkceRequired, signIn, others, exchange, backchannel);
    }

    public ClientFlows with(ClientExchange others) {
        return new ClientFlows(
                grantTypes, responseTypes, responseModes, pkceRequired, signIn, requests, others, backchannel);
    }

    public ClientFlows with(ClientBackchannel others) {
        return new ClientFlows(
                grantTypes, responseTypes, responseModes, pkceRequired, signIn, requests, exchange, others);
    }

    /** Whether it may name the mode: a signed answer may come by whatever way an unsigned one may. */
    public boolean admits(ResponseMode mode) {
        return responseModes.contains(mode.unsigned());
    }
}
