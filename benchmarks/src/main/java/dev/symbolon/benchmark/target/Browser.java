package dev.symbolon.benchmark.target;

import dev.symbolon.benchmark.BenchmarkException;
import dev.symbolon.benchmark.http.HttpConnection;
import dev.symbolon.benchmark.http.HttpReply;
import dev.symbolon.benchmark.load.Refusal;
import dev.symbolon.protocol.Parameters;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A person's browser: it keeps cookies, follows redirects, and fills in whatever form is shown, until it is sent back to the application. */
public final class Browser {

    private static final int MOST_PAGES = 20;

    private final Target target;
    private final Person person;
    private final HttpConnection connection;
    private final List<String> fields;
    private final Map<String, String> cookies = new TreeMap<>();
    private int asked;

    /** The provider asks for the password again. */
    public static final class WrongPassword extends RuntimeException {

        private static final long serialVersionUID = 1L;

        WrongPassword() {
            super("the provider does not take the password", null, false, false);
        }
    }

    public Browser(Target target, Person person, HttpConnection connection) {
        this(target, person, connection, List.of());
    }

    /** @param fields that it sends in addition, for instance those of a proxy */
    public Browser(Target target, Person person, HttpConnection connection, List<String> fields) {
        this.target = target;
        this.person = person;
        this.connection = connection;
        this.fields = fields;
    }

    /** The browser of somebody who is signed in. */
    public static Browser returning(Target target, SignedIn person, HttpConnection connection) {
        Browser browser = new Browser(target, person.person(), connection);
        for (String pair : person.cookies().substring("Cookie: ".length()).split("; ")) {
            int equals = pair.indexOf('=');
            browser.cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return browser;
    }

    /**
     * Signs the person in and consents, if the provider asks, and returns the address at the application that all this leads to.
     *
     * @throws Refusal if the provider asks to come back later
     * @throws WrongPassword if the provider does not take the password
     */
    public String authorize(Parameters request) throws IOException {
        HttpReply reply = open(target.path("authorization_endpoint") + "?" + request.encoded());
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            Optional<String> location = reply.location();
            if (location.filter(this::isApplication).isPresent()) {
                return location.get();
            }
            reply = location.isPresent() ? open(local(location.get())) : submit(reply);
        }
        throw new BenchmarkException("sign-in does not come to an end");
    }

    /** The field of the header with all cookies. */
    public String cookies() {
        return "Cookie: "
                + cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                        .collect(Collectors.joining("; "));
    }

    private boolean isApplication(String location) {
        return location.startsWith(target.application().redirectUri());
    }

    private String local(String location) {
        URI uri = target.issuer().resolve(location);
        if (!uri.getRawAuthority().equals(target.issuer().getRawAuthority())) {
            throw new BenchmarkException("sign-in leads away to " + uri.getRawAuthority());
        }
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private String[] header() {
        return Stream.concat(Stream.of(cookies()), fields.stream()).toArray(String[]::new);
    }

    private HttpReply open(String path) throws IOException {
        return remember(connection.exchange(target.requests().get(path, header())));
    }

    private HttpReply submit(HttpReply page) throws IOException {
        if (page.status() == 429 || page.status() == 503) {
            throw new Refusal();
        }
        Document document = Jsoup.parse(page.body(), target.issuer().toString());
        Element form = document.selectFirst("form[method=post]");
        if (page.status() != 200 || form == null) {
            throw new BenchmarkException("sign-in stops at a page without a form, status " + page.status());
        }
        if (!form.select("[type=password]").isEmpty() && asked++ > 0) {
            throw new WrongPassword();
        }
        String request =
                target.requests().post(local(form.attr("action")), filled(form).encoded(), header());
        return remember(connection.exchange(request));
    }

    /** Names and passwords go where such things belong; of several buttons the one is pressed that allows. */
    private Parameters filled(Element form) {
        Parameters filled = Parameters.none();
        for (Element input : form.select("input[name]")) {
            filled = switch (input.attr("type")) {
                case "hidden" -> filled.with(input.attr("name"), input.attr("value"));
                case "password" -> filled.with(input.attr("name"), person.password());
                case "text", "email", "" -> filled.with(input.attr("name"), person.username());
                default -> filled;
            };
        }
        Application.Button allow = target.application().allow();
        boolean asks = !form.select("[type=submit][name=" + allow.name() + "]").isEmpty();
        return asks ? filled.with(allow.name(), allow.value()) : filled;
    }

    private HttpReply remember(HttpReply reply) {
        for (String field : reply.fields("Set-Cookie")) {
            String pair = field.split(";", 2)[0];
            int equals = pair.indexOf('=');
            String value = pair.substring(equals + 1);
            if (value.isEmpty()) {
                cookies.remove(pair.substring(0, equals));
            } else {
                cookies.put(pair.substring(0, equals), value);
            }
        }
        return reply;
    }
}
