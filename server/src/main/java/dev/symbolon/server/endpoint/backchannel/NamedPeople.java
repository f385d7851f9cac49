package dev.symbolon.server.endpoint.backchannel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.ErrorCode;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.Subject;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.token.IdTokens;
import dev.symbolon.server.user.User;
import dev.symbolon.server.user.Username;
import dev.symbolon.server.user.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Finds the person whom a client names (CIBA Core §7.1). That there is no such person is an answer that the standard has; so a client that
 * names too many who are not there is told nothing any more for a while, and cannot find out who is.
 */
final class NamedPeople {

    private static final List<String> HINTS = List.of("login_hint", "id_token_hint", "login_hint_token");
    private static final int MOST_UNKNOWN = 100;
    private static final Duration WHILE = Duration.ofMinutes(10);
    private static final int MOST_CLIENTS = 10_000;

    private final Users users;
    private final IdTokens idTokens;
    private final Cache<ClientId, Integer> unknown;

    NamedPeople(Users users, IdTokens idTokens, InstantSource clock) {
        this.users = users;
        this.idTokens = idTokens;
        this.unknown = Caffeine.newBuilder()
                .maximumSize(MOST_CLIENTS)
                .expireAfter(Expiry.creating((ClientId client, Integer times) -> WHILE))
                .ticker(() -> Duration.between(Instant.EPOCH, clock.instant()).toNanos())
                .build();
    }

    /** @throws OAuthException {@code unknown_user_id} if there is none, {@code invalid_request} if not exactly one hint is there */
    Subject find(Client client, Parameters parameters) {
        long hints =
                HINTS.stream().filter(name -> parameters.one(name).isPresent()).count();
        if (hints != 1) {
            throw OAuthException.invalidRequest("there must be exactly one of " + String.join(", ", HINTS));
        }
        if (parameters.one("login_hint_token").isPresent()) {
            throw OAuthException.invalidRequest("login_hint_token is not supported; send login_hint or id_token_hint");
        }
        if (unknown.asMap().getOrDefault(client.id(), 0) >= MOST_UNKNOWN) {
            throw new OAuthException(ErrorCode.SLOW_DOWN, "too many of those whom the client has named are not there");
        }
        Optional<User> user = parameters
                .optional("id_token_hint", hint -> hinted(client, hint))
                .orElseGet(() -> named(parameters.required("login_hint")));
        return user.filter(found -> !found.disabled()).map(User::subject).orElseThrow(() -> missed(client));
    }

    private Optional<User> named(String hint) {
        try {
            return users.find(Username.parse(hint));
        } catch (OAuthException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<User> hinted(Client client, String hint) {
        IdTokens.Hint token = idTokens.read(IdToken.parse(hint))
                .filter(ours -> ours.audience().contains(client.id().value()))
                .orElseThrow(() -> OAuthException.invalidRequest(
                        "id_token_hint is not an ID token that this provider has issued to the client"));
        if (client.sector().isPresent()) {
            throw OAuthException.invalidRequest(
                    "id_token_hint names nobody whom the provider could find by it, since the client has pairwise subjects; send login_hint");
        }
        return users.find(token.subject());
    }

    private OAuthException missed(Client client) {
        unknown.asMap().merge(client.id(), 1, Integer::sum);
        return new OAuthException(ErrorCode.UNKNOWN_USER_ID, "there is no such person");
    }
}
