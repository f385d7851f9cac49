package dev.symbolon.server.endpoint.registration;

import static dev.symbolon.server.endpoint.registration.RegistrationEndpoint.refused;

import dev.symbolon.protocol.OAuthException;
import dev.symbolon.protocol.WebUri;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.client.ClientLogout;
import dev.symbolon.server.client.RedirectUris;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Reads how an application hears that a session is over. */
record LogoutMetadata(JsonObject metadata, RedirectUris redirectUris) {

    /** @param afterwards where a browser may go then */
    ClientLogout read(RedirectUris afterwards) {
        Optional<ClientLogout.Address> frontChannel = address("frontchannel_logout");
        frontChannel.map(ClientLogout.Address::uri).ifPresent(this::checkOwn);
        return new ClientLogout(afterwards, address("backchannel_logout"), frontChannel);
    }

    private Optional<ClientLogout.Address> address(String name) {
        boolean sessionRequired = metadata.bool(name + "_session_required").orElse(false);
        return metadata.string(name + "_uri")
                .map(text -> new ClientLogout.Address(uri(name + "_uri", text), sessionRequired));
    }

    private static URI uri(String name, String text) {
        try {
            return WebUri.parse(text);
        } catch (OAuthException e) {
            throw refused(name + ": " + e.detail());
        }
    }

    /** The browsers of our people load it: it must be where they are sent anyway (Front-Channel Logout §2). */
    private void checkOwn(URI uri) {
        boolean own = redirectUris.registered().stream()
                .anyMatch(known -> known.origin().toLowerCase(Locale.ROOT).equals(origin(uri)));
        if (!own) {
            throw refused("frontchannel_logout_uri must have the scheme, host and port of one of the redirect_uris");
        }
    }

    private static String origin(URI uri) {
        return (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT);
    }
}
