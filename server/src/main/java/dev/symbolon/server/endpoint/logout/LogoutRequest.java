package dev.symbolon.server.endpoint.logout;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.RedirectUri;
import dev.symbolon.protocol.State;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.token.IdTokens;
import java.util.Optional;

/**
 * A checked logout request (RP-Initiated Logout §2).
 *
 * @param client who asks, if it is known
 * @param returnTo where the browser may go afterwards: registered for the client
 * @param hint the ID token that came along, which may have expired
 */
record LogoutRequest(
        Optional<Client> client, Optional<RedirectUri> returnTo, Optional<State> state, Optional<IdTokens.Hint> hint) {

    static final LogoutRequest NONE =
            new LogoutRequest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** The way back to the application, if there is one. */
    Optional<HttpResponse> back() {
        return returnAddress().map(HttpResponse::redirect);
    }

    /** Whether the browser goes on to a program of the system, to which no page can lead by itself. */
    boolean leavesTheWeb() {
        return returnTo.filter(RedirectUri::isCustomScheme).isPresent();
    }

    Optional<String> returnAddress() {
        Parameters added = Parameters.none().with("state", state.map(State::value));
        return returnTo.map(uri -> added.addedTo(uri.value()));
    }
}
