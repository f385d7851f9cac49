package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.server.api.AccessTokenFormat;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.DetailType;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.storage.Storage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completes a declared API by what the database has, and checks it against the clients that there will be. */
final class ApiResolution {

    private final Storage storage;
    private final Manifest manifest;
    private final Features features;
    private final Map<ClientId, Client> declared = new HashMap<>();

    /** @param features what APIs can rely on */
    ApiResolution(Storage storage, Manifest manifest, Features features) {
        this.storage = storage;
        this.manifest = manifest;
        this.features = features;
        manifest.clients().forEach(client -> {
            Client found = client.value().client();
            declared.put(found.id(), found);
        });
    }

    Api resolve(Declared<Api> api) {
        api.value().introspectionClients().forEach(client -> check(api, client));
        api.value().detailTypes().forEach(type -> check(api, type));
        checkServed(api);
        return completed(api);
    }

    /** Of a token that is opaque nobody could learn anything, and what nobody can ask for in detail need not be declared. */
    private void checkServed(Declared<Api> api) {
        if (api.value().accessTokenFormat() == AccessTokenFormat.OPAQUE) {
            check(api, "access-token-format", Feature.INTROSPECTION);
        }
        if (!api.value().detailTypes().isEmpty()) {
            check(api, "authorization-details", Feature.RICH_AUTHORIZATION_REQUESTS);
        }
    }

    private void check(Declared<Api> api, String key, Feature feature) {
        if (!features.has(feature)) {
            api.section().refuse(key, "needs features." + feature.key() + ", which is switched off");
        }
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

    /** A request names the type alone, so that it must say which API is meant. */
    private void check(Declared<Api> api, DetailType type) {
        Stream<Api> declaredApis = manifest.apis().stream().map(Declared::value);
        Set<Audience> named = manifest.apis().stream()
                .map(one -> one.value().audience())
                .collect(Collectors.toCollection(HashSet::new));
        named.addAll(manifest.removals().apis());
        Stream.concat(declaredApis, storage.apis().all().stream().filter(stored -> !named.contains(stored.audience())))
                .filter(other -> !other.audience().equals(api.value().audience()))
                .filter(other -> other.detailType(type.name()).isPresent())
                .findFirst()
                .ifPresent(other -> api.section()
                        .refuse(
                                "authorization-details",
                                "has the type " + type.name() + ", which " + other.audience() + " has too"));
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
