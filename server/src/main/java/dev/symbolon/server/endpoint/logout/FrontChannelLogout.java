package dev.symbolon.server.endpoint.logout;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.authorization.Subjects;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.client.Clients;
import dev.symbolon.server.session.SessionId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Says what the browser has to load in frames, so that applications hear that a session is over (Front-Channel Logout §2, §3).
 *
 * @param on whether that is done at all
 */
public record FrontChannelLogout(Issuer issuer, Clients clients, Subjects subjects, boolean on) {

    /** So many frames a browser can be asked to load; the others are told over the back channel, or not at all. */
    private static final int MOST = 50;

    List<String> addresses(List<ClientId> told, SessionId sid) {
        if (!on) {
            return List.of();
        }
        return clients.atHand(told).stream()
                .flatMap(client -> address(client, sid).stream())
                .limit(MOST)
                .toList();
    }

    private Optional<String> address(Client client, SessionId sid) {
        return client.logout().frontChannel().map(address -> address(address.uri(), subjects.of(client, sid)));
    }

    /** The session is always named: an application must not log out whoever another site's frame says. */
    private String address(URI uri, SessionId sid) {
        return Parameters.none()
                .with("iss", issuer.value())
                .with("sid", sid.value())
                .addedTo(uri.toString());
    }
}
