package dev.symbolon.server.http.fetch;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.protocol.json.JsonObject;
import dev.symbolon.server.http.Headers;
import dev.symbolon.server.http.HttpResponse;
import dev.symbolon.server.http.jetty.JettyClient;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends the provider's own requests, to addresses that clients have registered ({@code jwks_uri}, {@code request_uri},
 * {@code backchannel_logout_uri}, …): only where that is allowed, with limits of size, time and number.
 *
 * <p>What it is asked for is remembered as long as HTTP says, within bounds. Nothing of the HTTP client is loaded before the
 * first request.
 */
public final class Fetcher implements AutoCloseable {

    private static final int MOST_REDIRECTS = 3;
    private static final String LOGOUT = "logout";
    private static final String NOTIFICATION = "notification";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Places places;
    private final Reach reach;
    private final Watch watch;
    private final Lazily<Copies> copies;
    private final Lazily<JettyClient> client;

    /** Sends requests that nobody watches. */
    public Fetcher(Reach reach, Trust trust, InstantSource clock) {
        this(reach, trust, Watch.NONE, clock);
    }

    public Fetcher(Reach reach, Trust trust, Watch watch, InstantSource clock) {
        this(reach, trust, watch, JettyClient.Bounds.DEFAULT, clock);
    }

    Fetcher(Reach reach, Trust trust, Watch watch, JettyClient.Bounds bounds, InstantSource clock) {
        this.places = new Places(clock);
        this.reach = reach;
        this.watch = watch;
        this.copies = new Lazily<>(() -> new Copies(clock));
        this.client = new Lazily<>(() -> new JettyClient(reach::addresses, trust.context(), bounds));
    }

    /**
     * What is at the address, or was there a while ago.
     *
     * @param uri its fragment is not sent, but distinguishes one content from another (OIDC Core §6.2)
     * @throws FetchException if it may not be asked, does not answer with 200 in time, or with something else than expected
     */
    public Fetched get(URI uri, Expectation expectation) {
        Copies.Key key = new Copies.Key(uri, expectation);
        return copies.get().get(key, () -> inPlace(key));
    }

    /** What is at the address now, unless that was asked within the last minute: for who misses something in the copy. */
    public Fetched renew(URI uri, Expectation expectation) {
        Copies.Key key = new Copies.Key(uri, expectation);
        return copies.get().renew(key, () -> inPlace(key));
    }

    /**
     * Posts a form to a client that is told of a logout. No redirect is followed.
     *
     * @return the status of the answer
     * @throws FetchException if it may not be sent there, or no answer comes in time
     */
    public int post(URI uri, Parameters form) {
        return post(LOGOUT, uri, Headers.none().set("Content-Type", FORM), form.encoded());
    }

    /**
     * Posts a message as JSON to whoever knows the sender by a Bearer token. No redirect is followed.
     *
     * @return the status of the answer
     * @throws FetchException if it may not be sent there, or no answer comes in time
     */
    public int post(URI uri, JsonObject message, String bearer) {
        Headers headers =
                Headers.none().set("Content-Type", "application/json").set("Authorization", "Bearer " + bearer);
        return post(NOTIFICATION, uri, headers, message.toString());
    }

    private int post(String purpose, URI uri, Headers headers, String body) {
        try {
            return watch.over(purpose, () -> taken(uri, headers, body));
        } catch (NotTaken e) {
            return e.status();
        }
    }

    private int taken(URI uri, Headers headers, String body) {
        reach.check(uri);
        int status = send("POST", uri, headers, Optional.of(body)).status();
        if (status < 200 || status > 299) {
            throw new NotTaken(status);
        }
        return status;
    }

    private Copies.Answer inPlace(Copies.Key key) {
        return places.during(
                key.uri(), () -> watch.over(key.expectation().purpose(), () -> fetch(key.uri(), key.expectation())));
    }

    private Copies.Answer fetch(URI uri, Expectation expectation) {
        Headers headers = Headers.none().set("Accept", expectation.accept());
        URI next = uri;
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            reach.check(next);
            HttpResponse response = send("GET", next, headers, Optional.empty());
            Optional<String> location = response.headers().first("Location").filter(there -> isRedirect(response));
            if (location.isEmpty() || !expectation.redirected()) {
                return accepted(response, expectation);
            }
            next = resolve(next, location.get());
        }
        throw new FetchException("there were more than " + MOST_REDIRECTS + " redirects");
    }

    private static boolean isRedirect(HttpResponse response) {
        return switch (response.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static URI resolve(URI from, String location) {
        try {
            return from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new FetchException("the answer redirects to what is no address");
        }
    }

    private static Copies.Answer accepted(HttpResponse response, Expectation expectation) {
        if (response.status() != 200) {
            throw new FetchException("the answer has the status " + response.status());
        }
        String type = response.headers().first("Content-Type").orElse("");
        String mediaType = type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        if (!expectation.contentTypes().contains(mediaType)) {
            throw new FetchException("the answer is not " + expectation.what() + ": its Content-Type is none of "
                    + expectation.accept());
        }
        return new Copies.Answer(new Fetched(mediaType, response.body()), Freshness.of(response.headers()));
    }

    private HttpResponse send(String method, URI uri, Headers headers, Optional<String> body) {
        try {
            return client.get().send(method, uri, headers, body);
        } catch (IOException e) {
            throw new FetchException("no answer came from " + uri.getHost() + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        client.ifMade(JettyClient::close);
    }
}
