package dev.symbolon.server.client;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What an application has to do with the end of a session.
 *
 * @param redirectUris where a browser may go afterwards (RP-Initiated Logout §3.1, {@code post_logout_redirect_uris})
 * @param backChannel where the provider tells it (Back-Channel Logout §2.2, {@code backchannel_logout_uri})
 * @param frontChannel what the browser loads in a frame (Front-Channel Logout §2, {@code frontchannel_logout_uri})
 */
public record ClientLogout(RedirectUris redirectUris, Optional<Address> backChannel, Optional<Address> frontChannel) {

    /** Nobody goes anywhere, and nobody is told. */
    public static final ClientLogout NONE = leadingTo(new RedirectUris(Set.of()));

    /**
     * Where an application hears of it.
     *
     * @param sessionRequired whether it must be told which session has ended, not only whose
     */
    public record Address(URI uri, boolean sessionRequired) {}

    /** Nobody is told. */
    public static ClientLogout leadingTo(RedirectUris redirectUris) {
        return new ClientLogout(redirectUris, Optional.empty(), Optional.empty());
    }

    /** Whether the application wants to hear of it at all. */
    public boolean isTold() {
        return backChannel.isPresent() || frontChannel.isPresent();
    }
}
