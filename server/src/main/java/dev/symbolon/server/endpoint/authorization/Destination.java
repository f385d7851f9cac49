package dev.symbolon.server.endpoint.authorization;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.server.authorization.AuthorizationRequest;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.page.ErrorPage;
import java.util.Optional;

/** Whether there is somewhere to send the answer to: only a registered client at a registered redirect URI is that. */
sealed interface Destination {

    record Known(Client client, ResponseTarget target) implements Destination {}

    /** The browser must stay here, on a page that says why. */
    record Unknown(ErrorPage.Kind kind, String detail, Optional<Client> client) implements Destination {}

    static Destination of(Clients clients, Parameters parameters) {
        try {
            ClientId id = parameters.required("client_id", ClientId::parse);
            return clients.find(id)
                    .map(client -> of(client, parameters))
                    .orElseGet(() ->
                            new Unknown(ErrorPage.Kind.UNKNOWN_APPLICATION, clients.absence(id), Optional.empty()));
        } catch (OAuthException e) {
            return new Unknown(ErrorPage.Kind.BAD_REQUEST, e.detail(), Optional.empty());
        }
    }

    private static Destination of(Client client, Parameters parameters) {
        try {
            RedirectUri asked = parameters.required("redirect_uri", RedirectUri::parse);
            return ResponseTarget.of(client, asked, parameters)
                    .<Destination>map(target -> new Known(client, target))
                    .orElseGet(() -> unregistered(client, asked));
        } catch (OAuthException e) {
            return new Unknown(ErrorPage.Kind.BAD_REQUEST, e.detail(), Optional.of(client));
        }
    }

    /** The same question for a request that was good when it came: the client may have changed since. */
    static Destination of(Clients clients, AuthorizationRequest request) {
        return clients.find(request.client())
                .map(client -> ResponseTarget.of(client, request)
                        .<Destination>map(target -> new Known(client, target))
                        .orElseGet(() -> unregistered(client, request.redirectUri())))
                .orElseGet(() -> new Unknown(
                        ErrorPage.Kind.UNKNOWN_APPLICATION, clients.absence(request.client()), Optional.empty()));
    }

    private static Destination unregistered(Client client, RedirectUri asked) {
        String nearest = client.redirectUris()
                .nearest(asked)
                .map(uri -> "; the most alike of the registered ones is " + uri)
                .orElse("; the client has none");
        return new Unknown(
                ErrorPage.Kind.UNREGISTERED_REDIRECT_URI,
                "redirect_uri is not registered for the client " + client.id() + ": " + asked + nearest,
                Optional.of(client));
    }
}
