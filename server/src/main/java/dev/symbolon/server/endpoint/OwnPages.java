package dev.symbolon.server.endpoint;

import dev.symbolon.protocol.Issuer;
import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.HttpRequest;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.key.Seal;
import dev.symbolon.server.session.BrowserCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets a person sign in for one of the provider's own pages, and go on to it. Where to is sealed and bound to the browser: nobody can send
 * anybody elsewhere by it, or sign somebody in whose browser did not ask.
 */
public final class OwnPages {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final Issuer issuer;
    private final Seal seal;
    private final Surroundings surroundings;

    private record Wish(String path, String browser, Instant requestedAt) {}

    public OwnPages(Issuer issuer, Seal seal, Surroundings surroundings) {
        this.issuer = issuer;
        this.seal = seal;
        this.surroundings = surroundings;
    }

    /** Sends the browser to sign in, and afterwards back to where it wanted to go. */
    public HttpResponse signInFor(HttpRequest request, String path) {
        BrowserCookie.Browser browser = surroundings.browsers().recognise(request);
        String address = issuer.resolve("/account/login") + "?"
                + Parameters.none().with("interaction", seal(path, browser)).encoded();
        return browser.mark(HttpResponse.redirect(address));
    }

    /** The page that this browser wants to go on to, sealed. */
    public String seal(String path, BrowserCookie.Browser browser) {
        JsonObject json = JsonObject.empty()
                .with("path", path)
                .with("browser", browser.name())
                .with("requested_at", surroundings.now().toEpochMilli());
        return seal.seal(Seal.Purpose.OWN_PAGE, json.toString());
    }

    /** Where this browser wanted to go, unless that is too long ago, or it was another browser. */
    public Optional<String> open(String sealed, BrowserCookie.Browser browser) {
        return seal.open(Seal.Purpose.OWN_PAGE, sealed, OwnPages::read)
                .filter(wish -> wish.browser().equals(browser.name()))
                .filter(wish -> wish.requestedAt().plus(LIFETIME).isAfter(surroundings.now()))
                .map(Wish::path);
    }

    private static Wish read(String text) {
        JsonObject json = JsonObject.parse(text);
        return new Wish(
                json.requiredString("path"),
                json.requiredString("browser"),
                Instant.ofEpochMilli(json.number("requested_at").orElseThrow()));
    }

    /** An address of the provider's own. */
    public String address(String path) {
        return issuer.resolve(path).toString();
    }
}
