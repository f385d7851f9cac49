package dev.symbolon.server.authorization;

import java.time.Instant;

/**
 * An authorization request on its way through the pages. It is kept by nobody: it travels sealed, from page to page.
 *
 * @param requestedAt when it arrived; a prompt is answered by what happens after that
 * @param browser which browser it belongs to
 */
public record Interaction(AuthorizationRequest request, Instant requestedAt, String browser) {

    /** The same request as if it had just arrived, from this browser. */
    public Interaction renewed(Instant now, String thisBrowser) {
        return new Interaction(request, now, thisBrowser);
    }
}
