package dev.symbolon.server.session;

import dev.symbolon.protocol.ClientId;
import dev.symbolon.protocol.RandomText;
import dev.symbolon.server.http.Cookie;
import dev.symbolon.server.http.Cookies;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.key.PairwiseDigests;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * What scripts may know of who is signed in with a browser (Session Management §3): a value that stays the same as long as the session does,
 * as applications understand it. It is made of the session's name by a key, so that it opens nothing and nobody can make it from what
 * tokens say.
 */
public final class BrowserState {

    private static final String NAME = "browser_state";

    /** Not nothing: where the cookie cannot be seen at all, nobody is to be taken for signed out. */
    private static final String NOBODY = "nobody";

    private final Cookies cookies;
    private final PairwiseDigests digests;
    private final SecureRandom random;
    private final boolean on;

    /** @param on whether there is such a thing at all */
    public BrowserState(Cookies cookies, PairwiseDigests digests, SecureRandom random, boolean on) {
        this.cookies = cookies;
        this.digests = digests;
        this.random = random;
        this.on = on;
    }

    /** The name of the cookie, which the provider's frame reads. */
    public String cookieName() {
        return cookies.shown(NAME, NOBODY).name();
    }

    Optional<Cookie> of(SessionId sid) {
        return on ? Optional.of(cookies.shown(NAME, value(sid))) : Optional.empty();
    }

    Optional<Cookie> nobody() {
        return on ? Optional.of(cookies.shown(NAME, NOBODY)) : Optional.empty();
    }

    private String value(SessionId sid) {
        return digests.digest("browser", "", sid.value());
    }

    /**
     * What an application compares with later on (Session Management §2, {@code session_state}).
     *
     * @param origin of the application's pages, as browsers write it
     */
    public Optional<String> sessionState(ClientId client, String origin, SessionId sid) {
        if (!on) {
            return Optional.empty();
        }
        String salt = RandomText.of(random, 12);
        return Optional.of(Hash.whole(client + " " + origin + " " + value(sid) + " " + salt) + "." + salt);
    }

    /** The response with the cookie, unless the browser has it: it is younger than some sessions. */
    public HttpResponse mark(HttpRequest request, HttpResponse response, SessionId sid) {
        boolean known =
                !on || cookies.read(request, NAME).filter(value(sid)::equals).isPresent();
        return known ? response : response.withCookie(cookies.shown(NAME, value(sid)));
    }
}
