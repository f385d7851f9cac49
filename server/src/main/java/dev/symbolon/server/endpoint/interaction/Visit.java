package dev.symbolon.server.endpoint.interaction;

import dev.symbolon.server.authorization.Interaction;
import dev.symbolon.server.client.Client;
import dev.symbolon.server.page.Application;
import dev.symbolon.server.session.BrowserCookie;
import dev.symbolon.server.session.Session;
import java.util.Optional;

/** Somebody at one of the pages, with what they brought along. */
sealed interface Visit {

    /**
     * The interaction belongs to this browser, and the page is young enough.
     *
     * @param session of this browser, if somebody has signed in
     */
    record Current(Interaction interaction, Client client, Application application, Optional<Session> session)
            implements Visit {}

    /** The page is too old, or from another browser: it is begun anew, and nothing that was typed into it counts. */
    record Stale(Current renewed, BrowserCookie.Browser browser) implements Visit {}

    /** The page is too old, and the application, which will have forgotten as well, has said where it begins anew (OIDC Core §4). */
    record Over(String start) implements Visit {}

    /** Nobody can tell any more what it was about. */
    record Lost() implements Visit {}
}
