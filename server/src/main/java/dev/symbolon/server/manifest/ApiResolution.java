package dev.symbolon.server.manifest;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.storage.Storage;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Completes a declared API by what the database has, and checks it against the clients that there will be. */
final class ApiResolution {

    private final Storage storage;
    private final Manifest manifest;
    private final Map<ClientId, Client> declared = new HashMap<>();

    ApiResolution(Storage storage, Manifest manifest) {
        this.storage = storage;
        this.manifest = manifest;
        manifest.clients().forEach(client -> {
            Client found = client.value().client();
            declared.put(found.id(), found);
        });
    }

    Api resolve(Declared<Api> api) {
        api.value().introspectionClients().forEach(client -> check(api, client));
        return completed(api);
    }

    /** An API keeps the algorithm that it has if the manifest names none: who reads its tokens may know no other. */
    private Api completed(Declared<Api> declared) {
        Api api = declared.value();
        if (declared.section().has("access-token-algorithm")) {
            return api;
        }
        return storage.apis()
                .find(api.audience())
                .map(stored -> api.withAccessTokenAlgorithm(stored.accessTokenAlgorithm()))
                .orElse(api);
    }

    private void check(Declared<Api> api, ClientId id) {
        Optional<Client> client = Optional.ofNullable(declared.get(id)).or(() -> stored(id));
        if (client.isEmpty()) {
            refuse(api, id, "there is no such client, here or in the database");
        } else if (client.get().isPublic()) {
            refuse(api, id, "must be a client that authenticates; this one has authentication: none");
        }
    }

    private Optional<Client> stored(ClientId id) {
        return manifest.removals().clients().contains(id)
                ? Optional.empty()
                : storage.clients().find(id);
    }

    private static void refuse(Declared<Api> api, ClientId id, String remedy) {
        api.section().refuse("introspection-clients", id.value(), remedy);
    }
}
