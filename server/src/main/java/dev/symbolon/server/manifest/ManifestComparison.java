package dev.symbolon.server.manifest;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.configuration.ConfigurationException;
import dev.symbolon.server.configuration.Features;
import dev.symbolon.server.key.SecretDigests;
import dev.symbolon.server.storage.Declarations;
import dev.symbolon.server.storage.Storage;
import dev.symbolon.server.user.Passwords;
import dev.symbolon.server.user.User;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds what a manifest would change in a database. */
public final class ManifestComparison {

    private final Storage storage;
    private final SecretDigests digests;
    private final Passwords passwords;
    private final SecureRandom random;
    private final Features features;

    /** Where everything is served that a manifest can ask for. */
    public ManifestComparison(Storage storage, SecretDigests digests, Passwords passwords, SecureRandom random) {
        this(storage, digests, passwords, random, Features.ALL);
    }

    /** @param features what a manifest can ask for; the rest is refused */
    public ManifestComparison(
            Storage storage, SecretDigests digests, Passwords passwords, SecureRandom random, Features features) {
        this.storage = storage;
        this.digests = digests;
        this.passwords = passwords;
        this.random = random;
        this.features = features;
    }

    /**
     * Compares, and writes nothing: that is for {@link Storage#declare}.
     *
     * @throws ConfigurationException with everything that is wrong with the manifest, in itself or for this database
     */
    public Difference compare(Manifest manifest) {
        new Duplicates().check(manifest);
        ApiResolution apiResolution = new ApiResolution(storage, manifest, features);
        List<Api> apis = manifest.apis().stream().map(apiResolution::resolve).toList();
        ClientResolution clientResolution = new ClientResolution(
                storage, digests, features, apis, manifest.removals().apis());
        List<Client> clients =
                manifest.clients().stream().map(clientResolution::resolve).toList();
        UserResolution userResolution = new UserResolution(storage.users(), passwords, random);
        List<User> users =
                manifest.users().stream().map(userResolution::resolve).toList();
        warnOfOrphans(manifest);
        manifest.problems().refuseAny();

        List<Change> changes = new ArrayList<>();
        Declarations.Present present = new Declarations.Present(
                changed(clients, this::stored, ClientFields::of, named("client", Client::id), changes),
                changed(apis, this::stored, Fields::of, named("api", Api::audience), changes),
                changed(users, this::stored, Fields::of, named("user", User::username), changes));
        Declarations.Absent absent = absent(manifest.removals(), changes);
        return new Difference(
                changes,
                new Declarations(present, absent),
                untouched(manifest, users, absent),
                manifest.problems().warnings());
    }

    private record Named<T>(String noun, Function<T, Object> name) {}

    private static <T> Named<T> named(String noun, Function<T, Object> name) {
        return new Named<>(noun, name);
    }

    private Optional<Client> stored(Client client) {
        return storage.clients().find(client.id());
    }

    private Optional<Api> stored(Api api) {
        return storage.apis().find(api.audience());
    }

    private Optional<User> stored(User user) {
        return storage.users().find(user.subject());
    }

    private static <T> List<T> changed(
            List<T> declared,
            Function<T, Optional<T>> stored,
            Function<T, Fields> fields,
            Named<T> named,
            List<Change> changes) {
        List<T> changed = new ArrayList<>();
        for (T thing : declared) {
            Optional<T> before = stored.apply(thing);
            if (before.isPresent() && before.get().equals(thing)) {
                continue;
            }
            Object name = named.name().apply(thing);
            changes.add(before.map(old -> new Change(
                            Change.Kind.CHANGE,
                            named.noun(),
                            name.toString(),
                            fields.apply(old).differenceTo(fields.apply(thing))))
                    .orElseGet(() -> Change.add(named.noun(), name)));
            changed.add(thing);
        }
        return changed;
    }

    private Declarations.Absent absent(Removals removals, List<Change> changes) {
        List<ClientId> clients = removals.clients().stream()
                .filter(id -> storage.clients().find(id).isPresent())
                .toList();
        List<Audience> apis = removals.apis().stream()
                .filter(audience -> storage.apis().find(audience).isPresent())
                .toList();
        List<User> users = removals.users().stream()
                .flatMap(name -> storage.users().find(name).stream())
                .toList();
        clients.forEach(id -> changes.add(Change.remove("client", id)));
        apis.forEach(audience -> changes.add(Change.remove("api", audience)));
        users.forEach(user -> changes.add(Change.remove("user", user.username())));
        return new Declarations.Absent(
                clients, apis, users.stream().map(User::subject).toList());
    }

    private Difference.Untouched untouched(Manifest manifest, List<User> users, Declarations.Absent absent) {
        Set<ClientId> clients = manifest.clients().stream()
                .map(declared -> declared.value().client().id())
                .collect(Collectors.toSet());
        clients.addAll(absent.clients());
        Set<Audience> apis = manifest.apis().stream()
                .map(declared -> declared.value().audience())
                .collect(Collectors.toSet());
        apis.addAll(absent.apis());
        Set<Subject> subjects = users.stream()
                .map(User::subject)
                .filter(subject -> storage.users().find(subject).isPresent())
                .collect(Collectors.toSet());
        subjects.addAll(absent.users());
        return new Difference.Untouched(
                storage.clients().count()
                        - clients.stream()
                                .filter(id -> storage.clients().find(id).isPresent())
                                .count(),
                storage.apis().all().stream()
                        .filter(api -> !apis.contains(api.audience()))
                        .count(),
                storage.users().count() - subjects.size());
    }

    private void warnOfOrphans(Manifest manifest) {
        Set<ClientId> declared = manifest.clients().stream()
                .map(client -> client.value().client().id())
                .collect(Collectors.toSet());
        declared.addAll(manifest.removals().clients());
        for (Audience audience : manifest.removals().apis()) {
            storage.clients()
                    .all()
                    .filter(client -> client.apis().containsKey(audience) && !declared.contains(client.id()))
                    .findFirst()
                    .ifPresent(client -> manifest.removals()
                            .section()
                            .orElseThrow()
                            .warn(
                                    "apis",
                                    audience.value(),
                                    "is used by client " + client.id() + ", which is not named here"));
        }
    }
}
