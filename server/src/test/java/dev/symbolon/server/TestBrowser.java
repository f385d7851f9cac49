package dev.symbolon.server;

import dev.symbolon.protocol.Parameters;
import dev.symbolon.server.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A browser without script in front of a {@link TestProvider}: keeps its cookies, follows redirects within the provider, and fills in
 * forms. A second passes with every request.
 */
public final class TestBrowser {

    private final TestProvider provider;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String person = "ada";

    TestBrowser(TestProvider provider) {
        this.provider = provider;
    }

    /** Who sits in front of it, from the next sign-in on. */
    public TestBrowser as(String name) {
        this.person = name;
        return this;
    }

    /** Where a browser has come to a stop. */
    public sealed interface Stop {

        /** A page of the provider. */
        record Shown(HttpResponse response, Document document) implements Stop {

            /** The path that the page's form posts to. */
            public String action() {
                return document.expectFirst("form").attr("action");
            }

            /** A field that the page's form has filled in already. */
            public String field(String name) {
                return document.expectFirst("form [name=" + name + "]").val();
            }

            public int status() {
                return response.status();
            }

            /** Whether it has a form of that action. */
            public boolean isFor(String path) {
                Element form = document.selectFirst("form");
                return form != null && form.attr("action").equals(path);
            }

            public String text() {
                return document.text();
            }
        }

        /** The client's redirect URI. */
        record Returned(TestCallback callback, HttpResponse response) implements Stop {}
    }

    /** Sends the request and goes wherever it leads. */
    public Stop ask(Parameters request) {
        return open("/authorize?" + request.encoded());
    }

    /** Sends the request, signs in and consents where it is asked, and comes back. */
    public TestCallback authorize(Parameters request) {
        return finish(ask(request));
    }

    /** Signs in and consents where it is asked, until it comes back. */
    public TestCallback finish(Stop from) {
        Stop stop = from;
        for (int pages = 0; pages < 5 && stop instanceof Stop.Shown shown && hasWayOn(shown); pages++) {
            stop = switch (shown.action()) {
                case "/login" -> logIn(shown);
                case "/consent" -> consent(shown, "allow");
                default -> throw new AssertionError("an unexpected form: " + shown.document());
            };
        }
        if (stop instanceof Stop.Returned(var callback, var response)) {
            return callback;
        }
        throw new AssertionError("the browser did not come back: " + stop);
    }

    private static boolean hasWayOn(Stop.Shown shown) {
        return shown.document().selectFirst("form") != null;
    }

    /** Types in name and password of the person. */
    public Stop logIn(Stop.Shown page) {
        return logIn(page, TestProvider.PASSWORD);
    }

    public Stop logIn(Stop.Shown page, String password) {
        return post(
                "/login",
                Parameters.none()
                        .with("interaction", page.field("interaction"))
                        .with("username", person)
                        .with("password", password));
    }

    /** Answers the consent page. */
    public Stop consent(Stop.Shown page, String decision, String... leftOut) {
        Parameters form = Parameters.none().with("interaction", page.field("interaction"));
        for (String permission : leftOut) {
            form = form.with("leave_out", permission);
        }
        return post("/consent", form.with("decision", decision));
    }

    /** Answers the page that asks for the account. */
    public Stop choose(Stop.Shown page, String account) {
        return post(
                "/account/select",
                Parameters.none().with("interaction", page.field("interaction")).with("account", account));
    }

    /** Goes to an address of the provider, and wherever it leads. */
    public Stop open(String path) {
        provider.clock().advance(Duration.ofSeconds(1));
        return follow(provider.get(path, headers()));
    }

    public Stop post(String path, Parameters form) {
        provider.clock().advance(Duration.ofSeconds(1));
        return follow(provider.post(path, form, headers()));
    }

    /** A page of the provider; anything else is a failure of the test. */
    public Stop.Shown page(Stop stop) {
        if (stop instanceof Stop.Shown shown) {
            return shown;
        }
        throw new AssertionError("no page: " + stop);
    }

    /** What came back to the client; anything else is a failure of the test. */
    public TestCallback callback(Stop stop) {
        if (stop instanceof Stop.Returned(var callback, var response)) {
            return callback;
        }
        throw new AssertionError("the browser did not come back: " + stop);
    }

    private Stop follow(HttpResponse response) {
        HttpResponse last = response;
        for (int redirects = 0; redirects < 10; redirects++) {
            keepCookies(last);
            Optional<String> location = last.headers().first("Location");
            if (location.isEmpty()) {
                return shown(last);
            }
            if (!location.get().startsWith(TestProvider.ISSUER.value() + "/")) {
                return new Stop.Returned(TestCallback.at(location.get()), last);
            }
            provider.clock().advance(Duration.ofSeconds(1));
            last = provider.get(
                    location.get().substring(TestProvider.ISSUER.value().length()), headers());
        }
        throw new AssertionError("too many redirects");
    }

    private static Stop shown(HttpResponse response) {
        Document document = Jsoup.parse(response.body(), TestProvider.ISSUER.value());
        Element form = document.selectFirst("form");
        if (form == null || form.attr("action").startsWith("/")) {
            return new Stop.Shown(response, document);
        }
        Parameters fields = Parameters.none();
        for (Element field : form.select("input[type=hidden]")) {
            fields = fields.with(field.attr("name"), field.val());
        }
        return new Stop.Returned(TestCallback.posted(form.attr("action"), fields), response);
    }

    private void keepCookies(HttpResponse response) {
        for (String cookie : response.headers().all("Set-Cookie")) {
            String pair = cookie.substring(0, cookie.indexOf(';'));
            String name = pair.substring(0, pair.indexOf('='));
            if (cookie.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, pair.substring(name.length() + 1));
            }
        }
    }

    /** The cookies, by name, to be changed by a test that plays tricks. */
    public Map<String, String> cookies() {
        return cookies;
    }

    /** The header fields that it sends. */
    public Map<String, String> headers() {
        String all = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? Map.of() : Map.of("Cookie", all);
    }
}
