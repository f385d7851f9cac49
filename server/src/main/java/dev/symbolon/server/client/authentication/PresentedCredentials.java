package dev.symbolon.server.client.authentication;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Secret;

/** What a request says of the client that sent it, and what is to prove it. */
sealed interface PresentedCredentials {

    ClientId client();

    /** Nothing in the request: a public client proves nothing, another one does so by its connection. */
    record Nothing(ClientId client) implements PresentedCredentials {}

    record ASecret(ClientId client, Secret secret) implements PresentedCredentials {}

    /** A JWT that is to be signed by the client, with its secret or with its private key. */
    record AnAssertion(ClientId client, String jwt) implements PresentedCredentials {

        @Override
        public String toString() {
            return "AnAssertion[" + client + "]";
        }
    }
}
