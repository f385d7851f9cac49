package dev.symbolon.server.session;

import dev.symbolon.protocol.RandomText;
import dev.symbolon.server.http.Cookie;
import dev.symbolon.server.http.Cookies;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Recognises a browser before anybody has signed in: what one browser began, no other can go on with. Nothing is stored for it.
 */
public final class BrowserCookie {

    private static final String NAME = "browser";

    private final Cookies cookies;
    private final SecureRandom random;

    public BrowserCookie(Cookies cookies, SecureRandom random) {
        this.cookies = cookies;
        this.random = random;
    }

    /**
     * A browser, by the hash of what its cookie holds.
     *
     * @param fresh the cookie that it must be given, unless it has one
     */
    public record Browser(String name, Optional<Cookie> fresh) {

        public HttpResponse mark(HttpResponse response) {
            return fresh.map(response::withCookie).orElse(response);
        }
    }

    /** The browser that sent the request, or a new one. */
    public Browser recognise(HttpRequest request) {
        return cookies.read(request, NAME)
                .filter(value -> value.length() == 22)
                .map(value -> new Browser(Hash.of(value), Optional.empty()))
                .orElseGet(this::stranger);
    }

    private Browser stranger() {
        String value = RandomText.of(random, 16);
        return new Browser(Hash.of(value), Optional.of(cookies.of(NAME, value, Optional.empty())));
    }
}
