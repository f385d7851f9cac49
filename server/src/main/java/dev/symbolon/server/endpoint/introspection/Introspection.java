package dev.symbolon.server.endpoint.introspection;

import dev.symbolon.protocol.AccessToken;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.RefreshToken;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.api.Apis;
import dev.symbolon.server.authorization.Authorization;
import dev.symbolon.server.authorization.Authorizations;
import dev.symbolon.server.authorization.Permissions;
import dev.symbolon.server.authorization.RemainingPermissions;
import dev.symbolon.server.authorization.Subjects;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.token.AccessTokenVerifier;
import dev.symbolon.server.token.RefreshTokens;
import dev.symbolon.server.token.VerifiedAccessToken;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What a token is worth now, to whom it concerns: an access token to the API that it is for, a refresh token to the client that
 * holds it (RFC 7662 §2.2). To anybody else it is worth nothing.
 */
public final class Introspection {

    private final Stores stores;
    private final Subjects subjects;
    private final RemainingPermissions remaining;
    private final AccessTokenVerifier accessTokens;
    private final RefreshTokens refreshTokens;
    private final InstantSource clock;

    /** What introspection reads. */
    public record Stores(Clients clients, Apis apis, Authorizations authorizations) {}

    public Introspection(
            Stores stores,
            Subjects subjects,
            RemainingPermissions remaining,
            AccessTokenVerifier accessTokens,
            RefreshTokens refreshTokens,
            InstantSource clock) {
        this.stores = stores;
        this.subjects = subjects;
        this.remaining = remaining;
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
        this.clock = clock;
    }

    /** What the caller may know of the token, if it is active. */
    Optional<JsonObject> of(String token, Client caller) {
        try {
            return refreshTokens
                    .open(new RefreshToken(token))
                    .map(opened -> ofRefreshToken(opened, caller))
                    .orElseGet(() -> ofAccessToken(accessTokens.verify(AccessToken.parse(token)), caller));
        } catch (OAuthException e) {
            return Optional.empty();
        }
    }

    private Optional<JsonObject> ofAccessToken(VerifiedAccessToken token, Client caller) {
        boolean isItsApi = token.approval()
                .permissions()
                .audience()
                .flatMap(stores.apis()::find)
                .filter(api -> api.introspectionClients().contains(caller.id()))
                .isPresent();
        if (!isItsApi) {
            return Optional.empty();
        }
        return stores.clients()
                .find(token.client())
                .map(client -> token.claims()
                        .with("active", true)
                        .with("token_type", token.confirmation().tokenType())
                        .without("authorization_details")
                        .with(still(client, token.approval().permissions())));
    }

    private Optional<JsonObject> ofRefreshToken(RefreshTokens.Opened opened, Client caller) {
        return stores.authorizations()
                .find(opened.authorization())
                .filter(found -> found.approval().client().equals(caller.id()))
                .filter(found -> isPresentToken(opened, found, caller))
                .map(found -> JsonObject.empty()
                        .with("active", true)
                        .with("client_id", caller.id())
                        .with("sub", subjects.of(caller, found.approval().subject()))
                        .with(still(caller, found.approval().permissions()))
                        .with("exp", RefreshTokens.expiresAt(caller, found).getEpochSecond()));
    }

    private boolean isPresentToken(RefreshTokens.Opened opened, Authorization found, Client caller) {
        return !found.ended()
                && opened.generation() == found.generation()
                && clock.instant().isBefore(RefreshTokens.expiresAt(caller, found));
    }

    private JsonObject still(Client client, Permissions permissions) {
        Permissions still = remaining.of(client, permissions);
        return JsonObject.empty()
                .with("scope", still.scope())
                .with(still.detail().member());
    }
}
