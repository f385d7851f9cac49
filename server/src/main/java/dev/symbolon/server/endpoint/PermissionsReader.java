package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.Audience;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.GrantType;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Scope;
import dev.symbolon.protocol.detail.AuthorizationDetail;
import dev.symbolon.protocol.detail.AuthorizationDetails;
import dev.symbolon.server.api.Api;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.api.DetailCheck;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.claim.IdentityScopes;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.configuration.Feature;
import dev.symbolon.server.configuration.Features;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Reads {@code scope} with {@code resource} (RFC 8707 §2.1) or {@code audience}, which means the same. Scope values that are
 * unknown are passed over (OIDC Core §3.1.2.1); those of an API that the client may not have are refused.
 */
public final class PermissionsReader {

    private final Apis apis;
    private final Features features;
    private final Protections protections;

    public PermissionsReader(Apis apis, Features features) {
        this.apis = apis;
        this.features = features;
        this.protections = new Protections(features);
    }

    /** @param refreshable whether a refresh token can come of the request at all */
    public Permissions read(Parameters parameters, Client client, boolean refreshable) {
        protections.check(client);
        Scope asked = parameters.optional("scope", Scope::parse).orElse(Scope.empty());
        Scope identity = asked.intersect(IdentityScopes.all())
                .filter(value ->
                        !value.equals(Scope.OFFLINE_ACCESS) || refreshable && client.mayUse(GrantType.REFRESH_TOKEN));
        List<Api> named = named(parameters).stream().map(this::known).toList();
        List<Api> meant = named.isEmpty() ? implied(client, asked).stream().toList() : named;
        SequencedMap<Audience, Scope> permissions = new LinkedHashMap<>();
        for (Api api : meant) {
            Scope ofApi = asked.intersect(api.scope());
            refuseForeign(client, api, ofApi);
            permissions.put(api.audience(), ofApi);
        }
        Map<Audience, AuthorizationDetails> inDetail = details(parameters, client);
        inDetail.keySet().forEach(audience -> permissions.putIfAbsent(audience, Scope.empty()));
        return new Permissions(identity, permissions, inDetail);
    }

    /** What is asked for in detail, by the API that has such a type (RFC 9396 §2). */
    private Map<Audience, AuthorizationDetails> details(Parameters parameters, Client client) {
        Map<Audience, AuthorizationDetails> inDetail = new LinkedHashMap<>();
        AuthorizationDetails asked = parameters
                .optional("authorization_details", AuthorizationDetails::parse)
                .orElse(AuthorizationDetails.NONE);
        if (!asked.all().isEmpty() && !features.has(Feature.RICH_AUTHORIZATION_REQUESTS)) {
            throw new OAuthException(
                    ErrorCode.INVALID_AUTHORIZATION_DETAILS, "authorization_details has no type that is known here");
        }
        for (AuthorizationDetail detail : asked.all()) {
            Api api = apiOf(detail, client);
            new DetailCheck(api.detailType(detail.type()).orElseThrow()).check(detail);
            inDetail.merge(api.audience(), new AuthorizationDetails(List.of(detail)), AuthorizationDetails::plus);
        }
        return inDetail;
    }

    private Api apiOf(AuthorizationDetail detail, Client client) {
        if (client.mayAskFor(detail)) {
            for (Audience audience : client.apis().keySet()) {
                Optional<Api> api = apis.find(audience)
                        .filter(found -> found.detailType(detail.type()).isPresent());
                if (api.isPresent()) {
                    return api.get();
                }
            }
        }
        throw new OAuthException(
                ErrorCode.INVALID_AUTHORIZATION_DETAILS,
                "the client is not registered for a type that authorization_details names, or there is no such type");
    }

    private List<Audience> named(Parameters parameters) {
        return features.has(Feature.SEVERAL_RESOURCES)
                ? Audiences.all(parameters)
                : Audiences.named(parameters).stream().toList();
    }

    private Api known(Audience audience) {
        return apis.find(audience)
                .orElseThrow(() -> new OAuthException(ErrorCode.INVALID_TARGET, "there is no API " + audience));
    }

    /** A request that names no API means the client's default one, or its only one, if it asks for a permission of it. */
    private Optional<Api> implied(Client client, Scope asked) {
        List<Audience> own = List.copyOf(client.apis().keySet());
        return client.tokens()
                .defaultAudience()
                .or(() -> own.size() == 1 ? Optional.of(own.getFirst()) : Optional.empty())
                .flatMap(apis::find)
                .filter(api -> !asked.intersect(api.scope()).isEmpty());
    }

    private static void refuseForeign(Client client, Api api, Scope permissions) {
        Scope own = Optional.ofNullable(client.apis().get(api.audience()))
                .orElseThrow(() -> new OAuthException(
                        ErrorCode.INVALID_TARGET, "the client is not registered for the API " + api.audience()));
        if (!own.covers(permissions)) {
            throw new OAuthException(
                    ErrorCode.INVALID_SCOPE,
                    "the client is not registered for " + permissions.minus(own) + " of " + api.audience());
        }
    }
}
