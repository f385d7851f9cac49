package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.ClientRequests;

/**
 * An authorization request as it was handed in.
 *
 * @param parameters those that count, wherever they were
 * @param sent those that the browser brought
 */
record Submission(Parameters parameters, Parameters sent, Origin origin) {

    enum Origin {
        /** The browser brought the parameters themselves: whoever made the link could choose them. */
        PLAIN,
        /** The client has signed them (RFC 9101). */
        SIGNED,
        /** The client has handed them in itself before (RFC 9126); signed, if it must sign. */
        PUSHED
    }

    static Submission plain(Parameters parameters) {
        return new Submission(parameters, parameters, Origin.PLAIN);
    }

    /** @throws OAuthException {@code invalid_request} if the client is registered to hand in its requests in another way */
    void check(Client client) {
        ClientRequests registered = client.flows().requests();
        if (registered.pushed() && origin != Origin.PUSHED) {
            throw OAuthException.invalidRequest("the client must push its requests to /oauth/par first");
        }
        checkSigned(registered);
    }

    /** @throws OAuthException {@code invalid_request} if the client must sign its requests, and has not */
    void checkSigned(ClientRequests registered) {
        if (registered.signed() && origin == Origin.PLAIN) {
            throw OAuthException.invalidRequest(
                    "the client must send its requests as request objects that it has signed");
        }
    }
}
