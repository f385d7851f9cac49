package dev.symbolon.server.endpoint.logout;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.IdToken;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.State;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.token.IdTokens;
import java.util.Optional;

/** Reads a logout request out of its parameters; where it may lead is decided here. */
final class LogoutRequestReader {

    private final Clients clients;
    private final IdTokens idTokens;

    LogoutRequestReader(Clients clients, IdTokens idTokens) {
        this.clients = clients;
        this.idTokens = idTokens;
    }

    /** @throws OAuthException {@code invalid_request} if it cannot be answered */
    LogoutRequest read(Parameters parameters) {
        Optional<IdTokens.Hint> hint = parameters.one("id_token_hint").flatMap(this::hint);
        Optional<Client> client = client(parameters, hint);
        Optional<RedirectUri> returnTo = parameters.optional("post_logout_redirect_uri", RedirectUri::parse);
        returnTo.ifPresent(uri -> refuseUnregistered(uri, client));
        return new LogoutRequest(client, returnTo, parameters.optional("state", State::parse), hint);
    }

    /**
     * What a request of Auth0's shape says ({@code client_id}, {@code returnTo}). Without {@code returnTo} it leads to the first of the
     * client's addresses.
     */
    Parameters standard(Parameters auth0) {
        Optional<String> returnTo = auth0.one("returnTo")
                .or(() -> auth0.optional("client_id", ClientId::parse)
                        .flatMap(clients::find)
                        .flatMap(client -> client.logout().redirectUris().registered().stream()
                                .findFirst())
                        .map(RedirectUri::value));
        return Parameters.none()
                .with("client_id", auth0.one("client_id"))
                .with("id_token_hint", auth0.one("id_token_hint"))
                .with("post_logout_redirect_uri", returnTo);
    }

    /** A hint that cannot be read proves nothing, as if there were none: its key may be long gone. */
    private Optional<IdTokens.Hint> hint(String text) {
        try {
            return idTokens.read(IdToken.parse(text));
        } catch (OAuthException e) {
            return Optional.empty();
        }
    }

    private Optional<Client> client(Parameters parameters, Optional<IdTokens.Hint> hint) {
        Optional<ClientId> named = parameters.optional("client_id", ClientId::parse);
        if (named.isPresent()
                && hint.filter(present ->
                                !present.audience().contains(named.get().value()))
                        .isPresent()) {
            throw OAuthException.invalidRequest("client_id is not the client that the id_token_hint was issued to");
        }
        return named.or(() -> hint.flatMap(
                                present -> present.audience().stream().findFirst())
                        .map(ClientId::new))
                .flatMap(clients::find);
    }

    private static void refuseUnregistered(RedirectUri uri, Optional<Client> client) {
        if (client.isEmpty()) {
            throw OAuthException.invalidRequest(
                    "an address to return to needs a known client, by client_id or id_token_hint");
        }
        if (!client.get().logout().redirectUris().admits(uri)) {
            throw OAuthException.invalidRequest(
                    "the address to return to is not among the post_logout_redirect_uris of the client "
                            + client.get().id());
        }
    }
}
