package dev.symbolon.server.authorization;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetail;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
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
 * @param details what is meant in detail, by API (RFC 9396); each of these is among {@code apis} too
 */
public record Permissions(
        Scope identity, SequencedMap<Audience, Scope> apis, Map<Audience, AuthorizationDetails> details) {

    public Permissions {
        apis = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(apis));
        details = Map.copyOf(details);
    }

    /** Permissions without details. */
    public Permissions(Scope identity, SequencedMap<Audience, Scope> apis) {
        this(identity, apis, Map.of());
    }

    /**
     * Permissions of one API at most.
     *
     * @param api permissions of that API; empty without one
     */
    public Permissions(Scope identity, Optional<Audience> audience, Scope api) {
        this(identity, audience.map(named -> one(named, api)).orElse(new LinkedHashMap<>()), Map.of());
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

    /** Everything, each permission of an API under the name of the API and each detail by its hash, so that no two are the same. */
    public Scope named() {
        Stream<String> ofApis = apis.entrySet().stream()
                .flatMap(api -> api.getValue().values().stream().map(value -> api.getKey() + "#" + value));
        Stream<String> inDetail = details.entrySet().stream()
                .flatMap(api -> api.getValue().all().stream().map(detail -> hash(api.getKey(), detail)));
        return Scope.of(Stream.of(identity.values().stream(), ofApis, inDetail)
                .flatMap(names -> names)
                .toList());
    }

    private static String hash(Audience audience, AuthorizationDetail detail) {
        try {
            byte[] text = (audience + " " + detail).getBytes(StandardCharsets.UTF_8);
            return "detail:"
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The details for every API. */
    public AuthorizationDetails detail() {
        return details.values().stream().reduce(AuthorizationDetails.NONE, AuthorizationDetails::plus);
    }

    public AuthorizationDetails detail(Audience audience) {
        return details.getOrDefault(audience, AuthorizationDetails.NONE);
    }

    /** These permissions with other details. */
    public Permissions with(Map<Audience, AuthorizationDetails> others) {
        return new Permissions(identity, apis, others);
    }

    /** The details, API by API, with those changed and APIs without any left out. */
    public Map<Audience, AuthorizationDetails> eachDetail(
            BiFunction<Audience, AuthorizationDetails, AuthorizationDetails> change) {
        Map<Audience, AuthorizationDetails> changed = new HashMap<>();
        details.forEach((audience, present) -> changed.put(audience, change.apply(audience, present)));
        changed.values().removeIf(AuthorizationDetails::isEmpty);
        return changed;
    }

    /** Whether there is nothing that anybody could be asked for. */
    public boolean isEmpty() {
        return all().isEmpty() && details.isEmpty();
    }

    /** Whether no token would be good for anything. */
    public boolean yieldNothing() {
        return scope().isEmpty() && details.isEmpty();
    }

    /** These permissions with more of those about the person. */
    public Permissions plus(Scope moreIdentity) {
        return new Permissions(identity.plus(moreIdentity), apis, details);
    }

    /** These permissions with those of more APIs, after the others. */
    public Permissions plus(SequencedMap<Audience, Scope> moreApis) {
        if (moreApis.isEmpty()) {
            return this;
        }
        SequencedMap<Audience, Scope> all = new LinkedHashMap<>(apis);
        all.putAll(moreApis);
        return new Permissions(identity, all, details);
    }

    /** The APIs after the first one. */
    public SequencedMap<Audience, Scope> others() {
        SequencedMap<Audience, Scope> others = new LinkedHashMap<>(apis);
        audience().ifPresent(others::remove);
        return others;
    }

    public Permissions minus(Scope scope) {
        return new Permissions(identity.minus(scope), each((audience, values) -> values.minus(scope)), details);
    }

    public Permissions limitedTo(Scope scope) {
        return new Permissions(identity.intersect(scope), each((audience, values) -> values.intersect(scope)), details);
    }

    /** The APIs with other permissions. */
    SequencedMap<Audience, Scope> each(BiFunction<Audience, Scope, Scope> change) {
        SequencedMap<Audience, Scope> changed = new LinkedHashMap<>();
        apis.forEach((audience, values) -> changed.put(audience, change.apply(audience, values)));
        return changed;
    }

    /** Of the APIs this one alone; none if it is not among them. */
    public Permissions at(Audience audience) {
        Permissions one = new Permissions(
                identity, Optional.of(audience).filter(apis::containsKey), apis.getOrDefault(audience, Scope.empty()));
        return details.containsKey(audience) ? one.with(Map.of(audience, detail(audience))) : one;
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
