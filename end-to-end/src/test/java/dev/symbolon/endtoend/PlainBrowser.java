package dev.symbolon.endtoend;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A browser without screen or script, over real HTTP: keeps cookies, follows redirects within the provider, and fills in forms. It
 * stops at every address outside of the provider, for that is where a client takes over.
 */
final class PlainBrowser {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_STEPS = 10;

    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .connectTimeout(PATIENCE)
            .build();
    private final String provider;
    private String username = TestDemo.USERNAME;
    private String password = TestDemo.PASSWORD;

    /** @param provider the address of every page that it shows */
    PlainBrowser(URI provider) {
        this.provider = provider.toString();
    }

    /** Who sits in front of it, from the next sign-in on. */
    PlainBrowser as(String name, String secret) {
        this.username = name;
        this.password = secret;
        return this;
    }

    /** Where it has come to a stop. */
    sealed interface Stop {

        /** A page of the provider. */
        record Page(int status, Document document) implements Stop {

            boolean asks(String path) {
                Element form = document.selectFirst("main form");
                return form != null
                        && URI.create(form.absUrl("action")).getPath().equals(path);
            }
        }

        /** An answer to the client, by an address or by a form. */
        record Answer(URI address, Optional<Map<String, List<String>>> posted) implements Stop {

            Map<String, List<String>> query() {
                return URLUtils.parseParameters(address.getRawQuery());
            }

            Map<String, List<String>> fragment() {
                return URLUtils.parseParameters(address.getRawFragment());
            }

            /** All that it says, whichever way. */
            Map<String, List<String>> parameters() {
                Map<String, List<String>> all = new LinkedHashMap<>(query());
                all.putAll(fragment());
                posted.ifPresent(all::putAll);
                return all;
            }
        }
    }

    /** Opens the address, signs in and consents where it is asked to, and brings the answer. */
    Stop.Answer authorize(URI request) {
        return comeBack(open(request));
    }

    Stop.Answer comeBack(Stop first) {
        Stop stop = first;
        for (int step = 0; step < MOST_STEPS && stop instanceof Stop.Page page; step++) {
            stop = page.asks("/login") ? logIn(page) : submit(page, Map.of("decision", "allow"));
        }
        return answer(stop);
    }

    static Stop.Answer answer(Stop stop) {
        if (stop instanceof Stop.Answer answer) {
            return answer;
        }
        throw new AssertionError("there is no answer, but " + stop);
    }

    static Stop.Page page(Stop stop) {
        if (stop instanceof Stop.Page page) {
            return page;
        }
        throw new AssertionError("there is no page, but " + stop);
    }

    Stop logIn(Stop.Page page) {
        return submit(page, Map.of("username", username, "password", password));
    }

    /** Sends the page's form with these fields filled in. */
    Stop submit(Stop.Page page, Map<String, String> fields) {
        Element form = page.document().expectFirst("main form");
        Map<String, List<String>> all = hiddenFields(form);
        fields.forEach((name, value) -> all.put(name, List.of(value)));
        return post(URI.create(form.absUrl("action")), all);
    }

    private static Map<String, List<String>> hiddenFields(Element form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        form.select("input[type=hidden]").forEach(field -> fields.put(field.attr("name"), List.of(field.val())));
        return fields;
    }

    Stop open(URI address) {
        return follow(HttpRequest.newBuilder(address).GET());
    }

    Stop post(URI address, Map<String, List<String>> form) {
        return follow(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(URLUtils.serializeParameters(form))));
    }

    private Stop follow(HttpRequest.Builder first) {
        HttpResponse<String> response = send(first);
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<String> location = response.headers().firstValue("Location");
            if (location.isEmpty()) {
                return shown(response);
            }
            if (!location.get().startsWith(provider + "/")) {
                return new Stop.Answer(URI.create(location.get()), Optional.empty());
            }
            response = send(HttpRequest.newBuilder(URI.create(location.get())).GET());
        }
        throw new AssertionError("the redirects do not end");
    }

    private Stop shown(HttpResponse<String> response) {
        Document document = Jsoup.parse(response.body(), response.uri().toString());
        Element form = document.selectFirst("main form");
        if (form == null || form.absUrl("action").startsWith(provider + "/")) {
            return new Stop.Page(response.statusCode(), document);
        }
        return new Stop.Answer(URI.create(form.absUrl("action")), Optional.of(hiddenFields(form)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
