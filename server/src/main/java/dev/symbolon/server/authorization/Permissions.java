package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Scope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What is asked for or granted.
 *
 * @param identity the scope values of OpenID Connect itself: {@code openid}, {@code profile}, {@code offline_access} …; with them
 *     stand single claims ({@link ClaimPermissions})
 * @param apis the permissions of the APIs that are meant, in the order in which they were named (RFC 8707 §2)
 */
public record Permissions(Scope identity, SequencedMap<Audience, Scope> apis) {

    public Permissions {
        apis = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(apis));
    }

    /**
     * Permissions of one API at most.
     *
     * @param api permissions of that API; empty without one
     */
    public Permissions(Scope identity, Optional<Audience> audience, Scope api) {
        this(identity, audience.map(named -> one(named, api)).orElse(new LinkedHashMap<>()));
    }

    private static SequencedMap<Audience, Scope> one(Audience audience, Scope api) {
        SequencedMap<Audience, Scope> apis = new LinkedHashMap<>();
        apis.put(audience, api);
        return apis;
    }

    /** The API that is meant, if any; the first one of several. */
    public Optional<Audience> audience() {
        return apis.isEmpty() ? Optional.empty() : Optional.of(apis.firstEntry().getKey());
    }

    /** The permissions of every API. */
    public Scope api() {
        return apis.values().stream().reduce(Scope.empty(), Scope::plus);
    }

    /** What can be written as one {@code scope} parameter: everything but single claims. */
    public Scope scope() {
        return identity.filter(ClaimPermissions::isScopeValue).plus(api());
    }

    /** Everything, single claims included. */
    public Scope all() {
        return identity.plus(api());
    }

    /** Everything, each permission of an API under the name of the API, so that no two are the same. */
    public Scope named() {
        return Scope.of(Stream.concat(
                        identity.values().stream(),
                        apis.entrySet().stream()
                                .flatMap(api ->
                                        api.getValue().values().stream().map(value -> api.getKey() + "#" + value)))
                .toList());
    }

    /** These permissions with more of those about the person. */
    public Permissions plus(Scope moreIdentity) {
        return new Permissions(identity.plus(moreIdentity), apis);
    }

    /** These permissions with those of more APIs, after the others. */
    public Permissions plus(SequencedMap<Audience, Scope> moreApis) {
        if (moreApis.isEmpty()) {
            return this;
        }
        SequencedMap<Audience, Scope> all = new LinkedHashMap<>(apis);
        all.putAll(moreApis);
        return new Permissions(identity, all);
    }

    /** The APIs after the first one. */
    public SequencedMap<Audience, Scope> others() {
        SequencedMap<Audience, Scope> others = new LinkedHashMap<>(apis);
        audience().ifPresent(others::remove);
        return others;
    }

    public Permissions minus(Scope scope) {
        return new Permissions(identity.minus(scope), each((audience, values) -> values.minus(scope)));
    }

    public Permissions limitedTo(Scope scope) {
        return new Permissions(identity.intersect(scope), each((audience, values) -> values.intersect(scope)));
    }

    /** The APIs with other permissions. */
    SequencedMap<Audience, Scope> each(BiFunction<Audience, Scope, Scope> change) {
        SequencedMap<Audience, Scope> changed = new LinkedHashMap<>();
        apis.forEach((audience, values) -> changed.put(audience, change.apply(audience, values)));
        return changed;
    }

    /** Of the APIs this one alone; none if it is not among them. */
    public Permissions at(Audience audience) {
        return new Permissions(
                identity, Optional.of(audience).filter(apis::containsKey), apis.getOrDefault(audience, Scope.empty()));
    }

    /** Of the APIs the first one alone: what one access token can be for. */
    public Permissions atFirst() {
        return apis.size() <= 1 ? this : at(apis.firstEntry().getKey());
    }

    public boolean isOpenId() {
        return identity.contains(Scope.OPENID);
    }

    public boolean isOffline() {
        return identity.contains(Scope.OFFLINE_ACCESS);
    }
}
