package dev.symbolon.server.check;

import dev.symbolon.server.api.Api;
import dev.symbolon.server.client.Client;
import java.util.List;

/**
 * A client with what it depends on.
 *
 * @param apis those that it may ask for
 */
public record RegisteredClient(Client client, List<Api> apis) {

    public RegisteredClient {
        apis = List.copyOf(apis);
    }
}
